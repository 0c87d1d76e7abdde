/** The stream of things on the wire, and what a test reads of it. */

import { type EventStream, openStream, type StreamOptions, type UnknownEvent } from "../stream/index.ts";
import {
  answerStream,
  createThings,
  type PlannedAnswer,
  type ThingEvent,
  type Things,
  thingStream,
} from "./things.ts";

/** What is read of a stream. */
export type Read = ThingEvent | UnknownEvent;

/** A piece on the wire. */
export function piece(text: string, id?: string): string {
  return `${id === undefined ? "" : `id: ${id}\n`}event: piece\ndata: ${JSON.stringify({ text })}\n\n`;
}

/** The good end on the wire. */
export const done = 'event: done\ndata: {"total":2}\n\n';

/** The event that {@link piece} is read as. */
export function pieceEvent(text: string): Read {
  return { type: "piece", data: { text } };
}

/** The event that {@link done} is read as. */
export const doneEvent: Read = { type: "done", data: { total: 2 } };

/** The events of a stream and the error that ended it. */
export async function read(stream: AsyncIterable<Read>): Promise<{ events: Read[]; error?: unknown }> {
  const events: Read[] = [];
  try {
    for await (const event of stream) events.push(event);
    return { events };
  } catch (error) {
    return { events, error };
  }
}

/** Opens the stream of a server that gives these answers. */
export function open(
  answers: readonly PlannedAnswer[],
  options: StreamOptions = {},
  contract = thingStream,
): Things & { readonly stream: Promise<EventStream<ThingEvent>> } {
  const things = createThings(answers);
  return { ...things, stream: openStream(things.client, "post", "/watch", contract, options) };
}

/** What is read of a stream of these chunks. */
export async function readAll(...chunks: string[]): Promise<{ events: Read[]; error?: unknown }> {
  return read(await open([answerStream(...chunks)]).stream);
}
