import { describe, expect, test } from "vitest";
import { ProtocolError } from "../errors/index.ts";
import { bodyOf, cut, cutAt, join, readVectors } from "../testing/event-stream-vectors.ts";
import {
  createEventStreamDecoder,
  type DecodedEvent,
  decodeEventStream,
  type EventStreamDecoderOptions,
} from "./event-stream-decoder.ts";

const vectors = await readVectors();
const encoder = new TextEncoder();

/** What the callbacks were told, in order; the code of the error as the last. */
function decode(chunks: readonly (Uint8Array | string)[], options: EventStreamDecoderOptions = {}): unknown[] {
  const told: unknown[] = [];
  const decoder = createEventStreamDecoder({
    ...options,
    onEvent: (event) => told.push(event),
    onComment: (comment) => told.push({ comment }),
    onLastEventId: (id) => told.push({ id }),
    onRetry: (retry) => told.push({ retry }),
  });
  try {
    for (const chunk of chunks) decoder.push(typeof chunk === "string" ? encoder.encode(chunk) : chunk);
    decoder.end();
  } catch (error) {
    told.push({ code: (error as ProtocolError).code }); // the decoder throws no other errors
  }
  return told;
}

function events(chunks: readonly Uint8Array[]): unknown[] {
  const result: DecodedEvent[] = [];
  const decoder = createEventStreamDecoder({ onEvent: (event) => result.push(event) });
  for (const chunk of chunks) decoder.push(chunk);
  decoder.end();
  return result;
}

describe.each(vectors)("vector $name", ({ chunks, events: dispatched, retry, unterminated }) => {
  const expected = unterminated ? [...dispatched, { ...unterminated, unterminated: true }] : dispatched;
  const bytes = join(chunks);

  test("as given", () => {
    expect(events(chunks)).toEqual(expected);
  });

  test("reconnection times", () => {
    const times = decode(chunks).flatMap((told) => Object.entries(told as object));
    expect(times.filter(([name]) => name === "retry").map(([, time]) => time)).toEqual(retry);
  });

  test("byte by byte", () => {
    expect(events(cut(bytes, 1))).toEqual(expected);
  });

  test("cut in two at every position", () => {
    const wanted = JSON.stringify(expected);
    const positions = Array.from({ length: bytes.length + 1 }, (_, position) => position);
    expect(positions.filter((position) => JSON.stringify(events(cutAt(bytes, position))) !== wanted)).toEqual([]);
  });

  test("as a body", async () => {
    expect(await Array.fromAsync(decodeEventStream(bodyOf(chunks)))).toEqual(expected);
  });
});

test.each<[name: string, chunks: readonly string[], told: readonly unknown[]]>([
  [
    "a last event id is told at the blank line, once, before its event",
    ["id: 1\n", "data: a\n", "\n", "id: 1\ndata: b\n\n"],
    [{ id: "1" }, { event: "message", data: "a", lastEventId: "1" }, { event: "message", data: "b", lastEventId: "1" }],
  ],
  ["a last event id is told without data", ["id: 7\n\n", "id: 8\n\n"], [{ id: "7" }, { id: "8" }]],
  ["only the last id of an event counts", ["id: 1\nid: 2\n\n"], [{ id: "2" }]],
  ["an empty id resets", ["id: 1\n\nid\n\n"], [{ id: "1" }, { id: "" }]],
  ["an id with NUL is ignored", ["id: 1\0\n\n"], []],
  ["an id that no blank line confirms is not told", ["id: 1\n"], []],
  [
    "comments lose the colon and one space",
    [":a\n: b\n:  c\n:\n"],
    ["a", "b", " c", ""].map((comment) => ({ comment })),
  ],
  [
    "a comment inside an event is told before it",
    ["data: a\n:b\n\n"],
    [{ comment: "b" }, { event: "message", data: "a", lastEventId: "" }],
  ],
  ["retry takes ASCII digits only", ["retry: 0010\nretry: 1.5\nretry:  1\nretry\nretry: ٣\n"], [{ retry: 10 }]],
  [
    "a byte order mark behind the start is text",
    ["data: \uFEFFa\n\n"],
    [{ event: "message", data: "\uFEFFa", lastEventId: "" }],
  ],
  [
    "an event type does not outlive an event without data",
    ["event: a\n\ndata\n\n"],
    [{ event: "message", data: "", lastEventId: "" }],
  ],
  [
    "empty chunks between CR and LF",
    ["data: a\r", "", "\n", "", "\r\n"],
    [{ event: "message", data: "a", lastEventId: "" }],
  ],
  [
    "data over three chunks keeps its line ends",
    ["data: a\ndata\n", "data\n", "data: b\n\n"],
    [{ event: "message", data: "a\n\n\nb", lastEventId: "" }],
  ],
  [
    "data over chunks with nothing new in the last",
    ["data: a\n", ":\n", "\n"],
    [{ comment: "" }, { event: "message", data: "a", lastEventId: "" }],
  ],
])("%s", (_name, chunks, told) => {
  expect(decode(chunks)).toEqual(told);
});

test.each<[name: string, text: string, told: readonly unknown[]]>([
  [
    "lines that are whole",
    "event: a\nid: 1\ndata: b\n",
    [{ event: "a", data: "b", lastEventId: "1", unterminated: true }],
  ],
  [
    "a line of data that is not",
    "id: 1\ndata: b",
    [{ event: "message", data: "b", lastEventId: "1", unterminated: true }],
  ],
  ["a type that may be cut", "data: a\nevent: b", [{ event: "b", data: "a", lastEventId: "", unterminated: true }]],
  [
    "not an id that may be cut",
    "data: a\nid: 1",
    [{ event: "message", data: "a", lastEventId: "", unterminated: true }],
  ],
  ["no time that may be cut", "retry: 10", []],
  ["no comment that may be cut", ": hel", []],
  ["nothing without data", "event: a\nid: 1\n", []],
  ["nothing behind a blank line", "data: a\n\n", [{ event: "message", data: "a", lastEventId: "" }]],
  ["only a byte order mark", "\uFEFF", []],
  [
    "a byte order mark and data",
    "\uFEFFdata: a",
    [{ event: "message", data: "a", lastEventId: "", unterminated: true }],
  ],
])("the end of the stream delivers %s", (_name, text, told) => {
  expect(decode([text])).toEqual(told);
});

test("a character that the end cuts becomes U+FFFD", () => {
  expect(events([Uint8Array.of(...encoder.encode("data: a"), 0xf0, 0x9f)])).toEqual([
    { event: "message", data: "a\uFFFD", lastEventId: "", unterminated: true },
  ]);
});

test.each([
  ["CRLF", `${"x".repeat(65_535)}\r\n`],
  ["a character", `${"x".repeat(65_529)}\u{1f422}\r\n`],
  ["text", `${"x".repeat(200_000)}\n`],
])("a chunk is read in blocks that may split %s", (_name, line) => {
  const told = events([encoder.encode(`${line}data: ${line}\n`)]);
  expect(told).toEqual([{ event: "message", data: line.trimEnd(), lastEventId: "" }]);
});

test("a CR ends its line at once", () => {
  const told: unknown[] = [];
  const decoder = createEventStreamDecoder({ onEvent: ({ data }) => told.push(data), onComment: (c) => told.push(c) });
  decoder.push(encoder.encode(":hello\rdata: a\r\r"));
  expect(told).toEqual(["hello", "a"]);
});

test("a chunk may be used again for the next bytes", () => {
  const chunk = new Uint8Array(4);
  const told: unknown[] = [];
  const decoder = createEventStreamDecoder({ onEvent: ({ data }) => told.push(data) });
  for (const bytes of cut(encoder.encode("data: a line\ndata: and another one\n\n"), 4)) {
    chunk.set(bytes);
    decoder.push(chunk.subarray(0, bytes.length));
  }
  expect(told).toEqual(["a line\nand another one"]);
});

describe("the limit", () => {
  const tooLarge = { code: "event_too_large" };
  const event = (data: string) => ({ event: "message", data, lastEventId: "" });

  test.each<[name: string, text: string, told: readonly unknown[]]>([
    ["a line that just fits with its end", "data: 123456789\n\n", [event("123456789")]],
    ["a line of one byte more", "data: 1234567890\n\n", [tooLarge]],
    ["data and a line that just fit", "data: 123\ndata: 45678\n\n", [event("123\n45678")]],
    ["data and a line of one byte more", "data: 123\ndata: 456789\n\n", [tooLarge]],
    ["characters are counted in bytes", "data: 12345\u0142\u0142\n\n", [event("12345\u0142\u0142")]],
    ["characters of one byte more", "data: 123456\u0142\u0142\n\n", [tooLarge]],
    ["any number of events", "data: 1\n\n".repeat(100), Array.from({ length: 100 }, () => event("1"))],
    [
      "any number of comments in an event",
      `data: 1\n${":2345\n".repeat(100)}`,
      [...Array.from({ length: 100 }, () => ({ comment: "2345" })), { ...event("1"), unterminated: true }],
    ],
    [
      "any number of ids, types and unknown fields",
      `${"id: 1\nevent: 2\nunknown: 3\n".repeat(100)}data\n\n`,
      [{ id: "1" }, { event: "2", data: "", lastEventId: "1" }],
    ],
    ["the events before are delivered", "data: 1\n\ndata: 1234567890\n\n", [event("1"), tooLarge]],
  ])("of 16 bytes: %s", (_name, text, told) => {
    const bytes = encoder.encode(text);
    expect(decode([bytes], { maxEventBytes: 16 })).toEqual(told);
    expect(decode(cut(bytes, 1), { maxEventBytes: 16 })).toEqual(told);
  });

  test.each([
    ["line", "data: ", "x".repeat(1024)],
    ["comment", ":", "x".repeat(1024)],
    ["id", "id: ", "x".repeat(1024)],
    ["unknown field", "", "x".repeat(1024)],
    ["number of data lines", "", "data: x\n".repeat(128)],
    ["number of empty data lines", "", "data\n".repeat(1024)],
  ])("ends an endless %s", (_name, start, repeated) => {
    const decoder = createEventStreamDecoder({ maxEventBytes: 8192, onEvent: () => expect.unreachable() });
    decoder.push(encoder.encode(start));
    let count = 0;
    const endless = () => {
      for (; count < 100; count += 1) decoder.push(encoder.encode(repeated));
    };
    expect(endless).toThrow(ProtocolError);
    // Of 1024 bytes of data lines, 256 to 1024 are data.
    expect(count).toBeLessThanOrEqual(32);
  });

  test("is 16 MiB when none is set, and the message names it and the option", () => {
    const decoder = createEventStreamDecoder({ onEvent: () => expect.unreachable() });
    const mebibyte = new Uint8Array(1_048_576).fill(120);
    for (let count = 0; count < 16; count += 1) decoder.push(mebibyte);
    expect(() => decoder.push(Uint8Array.of(120))).toThrow(
      new ProtocolError(
        "The stream holds an event or a line of more than 16777216 bytes, the limit in maxEventBytes.",
        {
          code: "event_too_large",
        },
      ),
    );
  });

  test("of Infinity lets everything pass", () => {
    const text = "x".repeat(17 * 1_048_576);
    const lengths: number[] = [];
    const decoder = createEventStreamDecoder({
      maxEventBytes: Infinity,
      onEvent: ({ data }) => lengths.push(data.length),
    });
    decoder.push(encoder.encode(`data: ${text}\n\n`));
    expect(lengths).toEqual([text.length]);
  });
});

describe("a decoder that is closed", () => {
  const closed = expect.objectContaining({ code: "decoder_closed" });
  const push = encoder.encode("data: a\n\n");

  test("by its end refuses bytes and another end", () => {
    const decoder = createEventStreamDecoder({ onEvent: () => {} });
    decoder.end();
    expect(() => decoder.push(push)).toThrow(closed);
    expect(() => decoder.end()).toThrow(closed);
  });

  test("by the limit delivers nothing more", () => {
    const decoder = createEventStreamDecoder({ maxEventBytes: 4, onEvent: () => expect.unreachable() });
    expect(() => decoder.push(push)).toThrow(ProtocolError);
    expect(() => decoder.push(push)).toThrow(closed);
    expect(() => decoder.end()).toThrow(closed);
  });

  test("by a callback that throws passes its error on", () => {
    const error = new Error("from the callback");
    const decoder = createEventStreamDecoder({
      onEvent: () => {
        throw error;
      },
    });
    expect(() => decoder.push(push)).toThrow(error);
    expect(() => decoder.end()).toThrow(closed);
  });
});

describe("decodeEventStream", () => {
  /** A body of many equal chunks, and the reasons for which it was cancelled. */
  function createBody(text: string, cancel: () => Promise<void> | void = () => {}) {
    const reasons: unknown[] = [];
    let count = 0;
    const body = new ReadableStream<Uint8Array>({
      pull(controller) {
        count += 1;
        if (count > 100) controller.close();
        else controller.enqueue(encoder.encode(text));
      },
      cancel(reason) {
        reasons.push(reason);
        return cancel();
      },
    });
    return { body, reasons };
  }

  test("takes the callbacks", async () => {
    const told: unknown[] = [];
    const stream = decodeEventStream(bodyOf([encoder.encode(":a\nid: 1\nretry: 2\ndata: b\n\n")]), {
      onComment: (comment) => told.push({ comment }),
      onLastEventId: (id) => told.push({ id }),
      onRetry: (retry) => told.push({ retry }),
    });
    expect(await Array.fromAsync(stream)).toEqual([{ event: "message", data: "b", lastEventId: "1" }]);
    expect(told).toEqual([{ comment: "a" }, { retry: 2 }, { id: "1" }]);
  });

  test("tells the ids no earlier than the events that have them are taken", async () => {
    const ids: string[] = [];
    const body = bodyOf([encoder.encode("id: 1\ndata\n\nid: 2\ndata\n\nid: 3\n\n")]);
    const seen: unknown[] = [];
    for await (const { lastEventId } of decodeEventStream(body, { onLastEventId: (id) => ids.push(id) })) {
      seen.push([lastEventId, ...ids]);
    }
    expect([...seen, ids]).toEqual([
      ["1", "1"],
      ["2", "1", "2"],
      ["1", "2", "3"],
    ]);
  });

  test("cancels the body on break, in the middle of a chunk", async () => {
    const { body, reasons } = createBody("data: a\n\ndata: b\n\n");
    for await (const { data } of decodeEventStream(body)) {
      expect(data).toBe("a");
      break;
    }
    expect({ reasons, isLocked: body.locked }).toEqual({ reasons: [undefined], isLocked: false });
  });

  test("cancels the body when the loop throws", async () => {
    const { body, reasons } = createBody("data: a\n\ndata: b\n\n");
    const error = new Error("from the loop");
    const read = async () => {
      for await (const _ of decodeEventStream(body)) throw error;
    };
    await expect(read).rejects.toBe(error);
    expect({ count: reasons.length, isLocked: body.locked }).toEqual({ count: 1, isLocked: false });
  });

  test.each([
    ["never ends", () => new Promise<void>(() => {})],
    ["fails", () => Promise.reject(new Error("from the source"))],
  ])("does not wait for a cancel that %s", async (_name, cancel) => {
    const { body, reasons } = createBody("data: a\n\n", cancel);
    for await (const _ of decodeEventStream(body)) break;
    expect({ count: reasons.length, isLocked: body.locked }).toEqual({ count: 1, isLocked: false });
  });

  test("passes on what the body fails with, behind the events before it", async () => {
    const error = new Error("from the source");
    let count = 0;
    const body = new ReadableStream<Uint8Array>({
      pull(controller) {
        count += 1;
        if (count === 1) controller.enqueue(encoder.encode("data: a\n\ndata: b"));
        else controller.error(error);
      },
    });
    const told: unknown[] = [];
    const read = async () => {
      for await (const { data } of decodeEventStream(body)) told.push(data);
    };
    await expect(read).rejects.toBe(error);
    expect({ told, isLocked: body.locked }).toEqual({ told: ["a"], isLocked: false });
  });

  test("throws at the limit behind the events before it, and cancels the body", async () => {
    const { body, reasons } = createBody("data: a\n\ndata: too long\n\n");
    const told: unknown[] = [];
    const read = async () => {
      for await (const { data } of decodeEventStream(body, { maxEventBytes: 10 })) told.push(data);
    };
    await expect(read).rejects.toMatchObject({ name: "ProtocolError", code: "event_too_large" });
    expect({ told, reasons, isLocked: body.locked }).toEqual({ told: ["a"], reasons: [undefined], isLocked: false });
  });

  test("passes on what a callback throws, and cancels the body", async () => {
    const { body, reasons } = createBody(":a\n");
    const error = new Error("from the callback");
    const stream = decodeEventStream(body, {
      onComment: () => {
        throw error;
      },
    });
    await expect(Array.fromAsync(stream)).rejects.toBe(error);
    expect({ count: reasons.length, isLocked: body.locked }).toEqual({ count: 1, isLocked: false });
  });
});
