import { settle } from "@parley/clock/manual";
import { describe, expect, test } from "vitest";
import { createEventSource } from "../__fixtures__/event-source.ts";
import { done, doneEvent, open, piece, pieceEvent, type Read, read, readAll } from "../__fixtures__/thing-stream.ts";
import { answerStream, createThings, thingStream } from "../__fixtures__/things.ts";
import type { StreamEndedEarlyError } from "../errors/index.ts";
import { openFiltered } from "./event-stream.ts";
import { passAll } from "./replay.ts";

describe("the end", () => {
  const early = (count: number, partial: Read[]) => ({
    events: partial,
    error: expect.objectContaining({
      name: "StreamEndedEarlyError",
      code: "stream_ended_early",
      operationId: "watchThings",
      message: `watchThings stopped after ${count} events, before the stream was complete`,
      partial,
    }),
  });

  test.each<[string, string, Read[]]>([
    ["without any event", "", []],
    ["without a terminal event", piece("a"), [pieceEvent("a")]],
    ["in the middle of JSON", `${piece("a")}event: done\ndata: {"to`, [pieceEvent("a")]],
    ["in the middle of a line", `${piece("a")}event: do`, [pieceEvent("a")]],
    ["with an event that is not known and not complete", `${piece("a")}event: new\ndata: 1`, [pieceEvent("a")]],
  ])("%s is early", async (_name, text, partial) => {
    expect(await readAll(text)).toEqual(early(partial.length, partial));
  });

  test("with a complete event that no blank line ended is good", async () => {
    expect(await readAll(piece("a"), 'event: done\ndata: {"total":2}')).toEqual({
      events: [pieceEvent("a"), doneEvent],
    });
  });

  test("with a broken connection is early, with its cause", async () => {
    const source = createEventSource();
    const stream = await open([() => source.response]).stream;
    const reading = read(stream);
    source.send(piece("a"));
    await settle();
    const cause = new TypeError("terminated");
    source.cut(cause);
    const { events, error } = await reading;
    expect(events).toEqual([pieceEvent("a")]);
    expect(error).toMatchObject({ name: "StreamEndedEarlyError", partial: [pieceEvent("a")], cause });
  });

  test("where the contract allows it is good", async () => {
    const contract = { ...thingStream, automaton: { states: [{ next: { piece: 0 }, accepting: true }] } };
    const { stream } = open([answerStream(piece("a"))], {}, contract);
    expect(await read(await stream)).toEqual({ events: [pieceEvent("a")] });
  });

  test("in a word that may be half of another is early", async () => {
    const contract = {
      ...thingStream,
      discriminator: "text",
      events: { done: { text: "close" }, failed: { text: "close_incomplete" } },
      automaton: {
        states: [
          { next: { done: 1, failed: 1 }, accepting: false },
          { next: {}, accepting: true },
        ],
      },
    } as const;
    const word = async (text: string) => read(await open([answerStream(text)], {}, contract).stream);
    expect(await word("data: close")).toEqual(early(0, []));
    expect(await word("data: close\n\n")).toEqual({ events: [{ type: "done", data: "close" }] });
    expect(await word("data: close_incomplete")).toMatchObject({ error: { name: "StreamFailedError" } });
  });
});

describe("an event that says that the stream failed", () => {
  test.each<[string, string, Record<string, unknown>]>([
    [
      "with words and a code",
      '{"message":"No model","code":"no_model"}',
      {
        code: "no_model",
        message: "watchThings failed in the middle of the stream, by the event failed: No model",
        data: { message: "No model", code: "no_model" },
      },
    ],
    [
      "with nothing",
      "{}",
      {
        code: "stream_failed",
        message: "watchThings failed in the middle of the stream, by the event failed: no reason given",
        data: {},
      },
    ],
    [
      "with a text",
      '"No model"',
      {
        code: "stream_failed",
        message: "watchThings failed in the middle of the stream, by the event failed: No model",
        data: "No model",
      },
    ],
    [
      "with null",
      "null",
      {
        code: "stream_failed",
        message: "watchThings failed in the middle of the stream, by the event failed: no reason given",
        data: null,
      },
    ],
  ])("%s", async (_name, data, expected) => {
    const source = createEventSource();
    const stream = await open([() => source.response]).stream;
    source.send(`${piece("a")}event: failed\ndata: ${data}\n\n`);
    const { events, error } = await read(stream);
    expect(events).toEqual([pieceEvent("a")]);
    expect(error).toMatchObject({
      name: "StreamFailedError",
      operationId: "watchThings",
      partial: [pieceEvent("a")],
      ...expected,
    });
    expect(source.cancelled()).toBeDefined();
  });

  test("is the end also where the stream could be taken up again", async () => {
    const { stream, received } = open(
      [answerStream("event: failed\ndata: {}\n\n")],
      {},
      { ...thingStream, resume: "replay" },
    );
    expect((await read(await stream)).error).toMatchObject({ name: "StreamFailedError" });
    expect(received).toHaveLength(1);
  });
});

test("an event that is too large is a ProtocolError, and the connection is closed", async () => {
  const source = createEventSource();
  const stream = await open([() => source.response], { maxEventBytes: 100 }).stream;
  source.send(piece("a") + piece("b".repeat(100)));
  const { events, error } = await read(stream);
  expect(events).toEqual([pieceEvent("a")]);
  expect(error).toMatchObject({ name: "ProtocolError", code: "event_too_large" });
  expect(source.cancelled()).toBeDefined();
});

describe("silence", () => {
  const beating = { ...thingStream, heartbeat: { comment: "heartbeat", seconds: 10 } };

  test("of two and a half heartbeats ends the stream", async () => {
    const source = createEventSource();
    const { stream, clock } = open([() => source.response], {}, beating);
    const reading = read(await stream);
    source.send(piece("a"));
    await clock.advance(24_999);
    source.send(": heartbeat\n\n");
    await clock.advance(24_999);
    expect(source.cancelled()).toBeUndefined();
    await clock.advance(1);
    expect(await reading).toEqual({
      events: [pieceEvent("a")],
      error: expect.objectContaining({
        name: "StreamEndedEarlyError",
        cause: expect.objectContaining({
          name: "TimeoutError",
          code: "stream_idle",
          operationId: "watchThings",
          message: "watchThings sent nothing for 25000 ms",
        }),
      }),
    });
    expect(source.cancelled()).toBeDefined();
    expect(clock.sleeping()).toBe(0);
  });

  test("of another time, where the call sets one", async () => {
    const source = createEventSource();
    const { stream, clock } = open([() => source.response], { idleTimeout: 100 });
    const reading = read(await stream);
    await clock.advance(100);
    expect((await reading).error).toMatchObject({ cause: { code: "stream_idle" } });
  });

  test("is not counted while the reader is busy, nor without heartbeats", async () => {
    const source = createEventSource();
    const { stream, clock } = open([() => source.response], {}, beating);
    const events = (await stream)[Symbol.asyncIterator]();
    source.send(piece("a"));
    await events.next();
    await clock.advance(1_000_000);
    source.send(done);
    expect(await events.next()).toEqual({ done: false, value: doneEvent });

    const quiet = createEventSource();
    const other = open([() => quiet.response]);
    const reading = read(await other.stream);
    await other.clock.advance(1_000_000);
    quiet.send(done);
    expect(await reading).toEqual({ events: [doneEvent] });
  });
});

test("a programming error in a filter surfaces as it is, and opens no other connection", async () => {
  const error = new TypeError("mine");
  const { client, received } = createThings([answerStream(piece("a"), done)]);
  const stream = await openFiltered(client, {
    method: "post",
    path: "/watch",
    contract: { ...thingStream, resume: "replay" },
    filter: {
      ...passAll<Read>(),
      step() {
        throw error;
      },
    },
    init: {},
  });
  await expect(Array.fromAsync(stream)).rejects.toBe(error);
  expect(received).toHaveLength(1);
});

test("an error has the last events as partial, not all of a long stream", async () => {
  const wire = Array.from({ length: 10_050 }, (_, index) => piece(String(index))).join("");
  const { error } = await readAll(wire);
  const { partial, message } = error as StreamEndedEarlyError<readonly Read[]>; // by the type of the stream
  expect(message).toContain("after 10050 events");
  expect([partial.length, partial[0]]).toEqual([10_000, pieceEvent("50")]);
});
