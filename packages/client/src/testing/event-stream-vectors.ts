/** The vectors of `spec/vectors/sse.json`, and bytes as sources to decode; for tests and the bench. */

import { readFile } from "node:fs/promises";

/** One byte stream and what a conforming decoder makes of it. */
export interface EventStreamVector {
  readonly name: string;
  readonly chunks: readonly Uint8Array[];
  readonly events: readonly { readonly event: string; readonly data: string; readonly lastEventId: string }[];
  /** Reconnection times in milliseconds. */
  readonly retry: readonly number[];
  /** What is left at the end of the stream, which the standard discards. */
  readonly unterminated: { readonly event: string; readonly data: string; readonly lastEventId: string } | undefined;
}

interface VectorFile {
  readonly vectors: readonly {
    readonly name: string;
    readonly chunks: readonly string[];
    readonly events: readonly { readonly type: string; readonly data: string; readonly lastEventId: string }[];
    readonly retry: readonly number[];
    readonly unterminated: readonly [type: string, data: string, lastEventId: string] | null;
  }[];
}

/** Reads the vectors. */
export async function readVectors(): Promise<EventStreamVector[]> {
  const text = await readFile(new URL("../../../../spec/vectors/sse.json", import.meta.url), "utf8");
  const { vectors } = JSON.parse(text) as VectorFile; // a file of this repository
  return vectors.map(({ name, chunks, events, retry, unterminated }) => ({
    name,
    chunks: chunks.map((chunk) => Uint8Array.from(Buffer.from(chunk, "base64"))),
    events: events.map(({ type, data, lastEventId }) => ({ event: type, data, lastEventId })),
    retry,
    unterminated: unterminated
      ? { event: unterminated[0], data: unterminated[1], lastEventId: unterminated[2] }
      : undefined,
  }));
}

/** All bytes as one chunk. */
export function join(chunks: readonly Uint8Array[]): Uint8Array {
  return Uint8Array.from(Buffer.concat(chunks));
}

/** Chunks of this many bytes. */
export function cut(bytes: Uint8Array, size: number): Uint8Array[] {
  const count = Math.ceil(bytes.length / size);
  return Array.from({ length: count }, (_, index) => bytes.subarray(index * size, (index + 1) * size));
}

/** The two parts before and from a position. */
export function cutAt(bytes: Uint8Array, position: number): [Uint8Array, Uint8Array] {
  return [bytes.subarray(0, position), bytes.subarray(position)];
}

/** A body that gives one chunk for each read. */
export function bodyOf(chunks: readonly Uint8Array[]): ReadableStream<Uint8Array<ArrayBuffer>> {
  const left = chunks.values();
  return new ReadableStream(
    {
      pull(controller) {
        const { done, value } = left.next();
        if (done) controller.close();
        else controller.enqueue(value as Uint8Array<ArrayBuffer>); // no chunk here is shared memory
      },
    },
    { highWaterMark: 0 },
  );
}
