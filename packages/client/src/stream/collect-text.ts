/** Puts the pieces of a streamed text together. */

/**
 * Reads a stream to its end and gives its text.
 *
 * @param pick - Gives the piece of text in an event, `undefined` where there is none.
 * @throws what reading the stream throws; a StreamFailedError or StreamEndedEarlyError has the events so far.
 * @example
 * const text = await collectText(stream, (event) => (event.type === "content" ? event.data.content : undefined));
 */
export async function collectText<Event>(
  stream: AsyncIterable<Event>,
  pick: (event: Event) => string | undefined,
): Promise<string> {
  let text = "";
  for await (const event of stream) text += pick(event) ?? "";
  return text;
}
