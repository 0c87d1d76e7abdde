import { createParser } from "eventsource-parser";
import { array, assert, constantFrom, nat, property, record, string, tuple } from "fast-check";
import { expect, test } from "vitest";
import { join, readVectors } from "../testing/event-stream-vectors.ts";
import { createEventStreamDecoder, type EventStreamDecoderOptions } from "./event-stream-decoder.ts";

const vectors = await readVectors();
const encoder = new TextEncoder();

/** Chunks of 1 to `sizes[n]` + 1 bytes, in turn. */
function cutBy(bytes: Uint8Array, sizes: readonly number[]): Uint8Array[] {
  const chunks: Uint8Array[] = [];
  let start = 0;
  for (let index = 0; start < bytes.length; index += 1) {
    const size = 1 + (sizes[index % sizes.length] ?? bytes.length);
    chunks.push(bytes.subarray(start, start + size));
    start += size;
  }
  return chunks;
}

/** All that is told, in order; the reason to stop as the last. */
function decode(chunks: readonly Uint8Array[], options: EventStreamDecoderOptions = {}): unknown[] {
  const told: unknown[] = [];
  const decoder = createEventStreamDecoder({
    ...options,
    onEvent: (event) => told.push(event),
    onComment: (comment) => told.push({ comment }),
    onLastEventId: (id) => told.push({ id }),
    onRetry: (retry) => told.push({ retry }),
  });
  try {
    for (const chunk of chunks) decoder.push(chunk);
    decoder.end();
  } catch (error) {
    told.push(String(error));
  }
  return told;
}

/** The same from another implementation of the standard, without the ids. */
function decodeByOther(chunks: readonly Uint8Array[]): unknown[] {
  const told: unknown[] = [];
  let lastEventId = "";
  const text = new TextDecoder();
  const parser = createParser({
    onEvent: ({ event = "message", data }) => told.push({ event, data, lastEventId }),
    onComment: (comment) => told.push({ comment }),
    onId: (id) => {
      lastEventId = id;
    },
    onRetry: (retry) => told.push({ retry }),
  });
  for (const chunk of chunks) parser.feed(text.decode(chunk, { stream: true }));
  return told;
}

const sizes = array(nat(40), { minLength: 1, maxLength: 20 });

const value = string({
  unit: constantFrom(
    "a",
    "0",
    "7",
    " ",
    ":",
    "\t",
    "\0",
    "\u2028",
    "\u0085",
    "\uFEFF",
    "ż",
    "🐢",
    "\v",
    "\\n",
    "{",
    '"',
  ),
  maxLength: 12,
});

const line = record({
  name: constantFrom("data", "data", "data", "event", "id", "retry", "", "Data", "data ", "other", "\uFEFFdata"),
  separator: constantFrom(":", ": ", ":  ", ""),
  value,
  end: constantFrom("\n", "\n", "\n\n", "\r\n", "\r\n\r\n", "\r", "\r\r"),
});

const lines = array(line, { maxLength: 30 }).map((fields) =>
  // The end is one that both take for the end of an event: the other one waits for what follows a last CR.
  encoder.encode(`${fields.map(({ name, separator, value, end }) => name + separator + value + end).join("")}\n\n\n`),
);

const garbled = tuple(lines, array(tuple(nat(), constantFrom(0x80, 0xc5, 0xe2, 0xf0, 0xff)), { maxLength: 8 })).map(
  ([bytes, faults]) => {
    const copy = Uint8Array.from(bytes);
    for (const [position, byte] of faults) copy[position % copy.length] = byte;
    return copy;
  },
);

test("every vector, cut at random", () => {
  assert(
    property(constantFrom(...vectors), sizes, ({ chunks, events, unterminated }, widths) => {
      const told = decode(cutBy(join(chunks), widths)).filter((item) => Object.hasOwn(item as object, "data"));
      expect(told).toEqual(unterminated ? [...events, { ...unterminated, unterminated: true }] : events);
    }),
    { seed: 1, numRuns: 500 },
  );
});

test("random fields make the events that another conforming decoder makes", () => {
  assert(
    property(lines, sizes, (bytes, widths) => {
      const told = decode(cutBy(bytes, widths)).filter((item) => !Object.hasOwn(item as object, "id"));
      expect(told).toEqual(decodeByOther([bytes]));
    }),
    { seed: 2, numRuns: 2000 },
  );
});

test("cuts make no difference, to broken bytes neither", () => {
  assert(
    property(garbled, sizes, (bytes, widths) => {
      expect(decode(cutBy(bytes, widths))).toEqual(decode([bytes]));
    }),
    { seed: 3, numRuns: 1000 },
  );
});

test("cuts make no difference to the limit", () => {
  assert(
    property(garbled, sizes, nat(80), (bytes, widths, maxEventBytes) => {
      expect(decode(cutBy(bytes, widths), { maxEventBytes })).toEqual(decode([bytes], { maxEventBytes }));
    }),
    { seed: 4, numRuns: 2000 },
  );
});
