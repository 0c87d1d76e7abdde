/** Takes out of a replayed stream what was delivered before the connection was cut. */

/**
 * For streams that replay the very same events: each one that equals the next delivered one is dropped, and from the
 * first that differs all are new.
 */
export async function* dropReplayed<Event>(
  events: AsyncIterable<Event>,
  delivered: readonly Event[],
): AsyncGenerator<Event, void, undefined> {
  const before = delivered.map((event) => JSON.stringify(event));
  let index = 0;
  for await (const event of events) {
    if (index < before.length && JSON.stringify(event) === before[index]) {
      index += 1;
      continue;
    }
    index = before.length;
    yield event;
  }
}
