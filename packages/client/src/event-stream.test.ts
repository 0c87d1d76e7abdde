import { settle } from "@parley/clock/manual";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import { createEventSource } from "./__fixtures__/event-source.ts";
import {
  answer,
  answerStream,
  createThings,
  type PlannedAnswer,
  type ThingEvent,
  thingStream,
  watchThings,
} from "./__fixtures__/things.ts";
import { type EventStream, openStream, type StreamOptions, type UnknownEvent } from "./event-stream.ts";

type Read = ThingEvent | UnknownEvent;

const piece = (text: string, id?: string) =>
  `${id === undefined ? "" : `id: ${id}\n`}event: piece\ndata: ${JSON.stringify({ text })}\n\n`;
const done = 'event: done\ndata: {"total":2}\n\n';
const pieceEvent = (text: string): Read => ({ type: "piece", data: { text } });
const doneEvent: Read = { type: "done", data: { total: 2 } };

/** The events of a stream and the error that ended it. */
async function read(stream: AsyncIterable<Read>): Promise<{ events: Read[]; error?: unknown }> {
  const events: Read[] = [];
  try {
    for await (const event of stream) events.push(event);
    return { events };
  } catch (error) {
    return { events, error };
  }
}

/** All that a web stream has. */
async function drain(stream: ReadableStream<Read>): Promise<Read[]> {
  const events: Read[] = [];
  await stream.pipeTo(new WritableStream({ write: (event) => void events.push(event) }));
  return events;
}

function open(answers: readonly PlannedAnswer[], options: StreamOptions<ThingEvent> = {}, contract = thingStream) {
  const things = createThings(answers);
  return { ...things, stream: openStream(things.api, watchThings, contract, options) };
}

async function readAll(...chunks: string[]) {
  return read(await open([answerStream(...chunks)]).stream);
}

describe("events", () => {
  test("come typed, in their order", async () => {
    expect(await readAll(piece("a"), piece("b"), done)).toEqual({
      events: [pieceEvent("a"), pieceEvent("b"), doneEvent],
    });
  });

  test("that the contract does not have come as unknown", async () => {
    const unknown = "event: new\ndata: 1\n\n" + "data: 2\n\n" + "event: piece\ndata: {\n\n";
    expect(await readAll(unknown, done)).toEqual({
      events: [
        { type: "unknown", event: "new", data: "1" },
        { type: "unknown", event: "message", data: "2" },
        { type: "unknown", event: "piece", data: "{" },
        doneEvent,
      ],
    });
  });

  test("survive any cut of their bytes, also in the middle of a character", async () => {
    const bytes = new TextEncoder().encode(piece("é☃𝄞") + done);
    for (let cut = 1; cut < bytes.length; cut += 1) {
      const source = createEventSource();
      const { stream } = open([source.response]);
      source.send(bytes.slice(0, cut));
      source.send(bytes.slice(cut));
      expect(await read(await stream)).toEqual({ events: [pieceEvent("é☃𝄞"), doneEvent] });
    }
  });

  test("behind the last one are ignored, and the connection is closed before the last one is delivered", async () => {
    const source = createEventSource();
    const stream = await open([() => source.response]).stream;
    source.send(piece("a") + done + piece("late"));
    const seen: [string, boolean][] = [];
    for await (const { type } of stream) seen.push([type, source.cancelled() !== undefined]);
    expect(seen).toEqual([
      ["piece", false],
      ["done", true],
    ]);
  });

  test("are read once", async () => {
    const stream = await open([answerStream(done)]).stream;
    expect(await read(stream)).toEqual({ events: [doneEvent] });
    expect(await read(stream)).toEqual({ events: [] });
  });
});

describe("the request", () => {
  test("asks for a stream in every way that the contract names", async () => {
    const { stream, received } = open([answerStream(done)], { headers: { "x-a": "b" } });
    await read(await stream);
    expect(received).toEqual([
      {
        method: "POST",
        url: "https://things.example/v1/watch?stream=true",
        headers: { accept: "text/event-stream", "x-a": "b" },
        body: "",
      },
    ]);
    const things = createThings([answerStream(done)]);
    await openStream(things.api, watchThings, thingStream, { body: { text: "a" } });
    expect(things.received[0]?.body).toBe('{"text":"a","stream":true}');
  });

  test.each<[string, PlannedAnswer, Record<string, unknown>]>([
    [
      "a refusal in JSON",
      answer(404, { message: "No such thing" }),
      {
        name: "NotFoundError",
        message: "watchThings was refused with 404 No such thing",
        body: { message: "No such thing" },
        isDocumented: true,
      },
    ],
    [
      "JSON instead of a stream",
      answer(200, {}),
      {
        name: "ProtocolError",
        code: "no_event_stream",
        message: "watchThings was answered with 200 (application/json), instead of an event stream",
      },
    ],
    [
      "no content type",
      new Response("data: 1\n\n", { headers: { "content-type": "" } }),
      {
        name: "ProtocolError",
        code: "no_event_stream",
        message: "watchThings was answered with 200 (), instead of an event stream",
      },
    ],
    [
      "a content type that begins alike",
      new Response("", { headers: { "content-type": "text/event-streams" } }),
      { name: "ProtocolError", code: "no_event_stream" },
    ],
    ["nothing", new Response(null, { status: 204 }), { name: "ProtocolError", code: "no_event_stream" }],
  ])("that is answered with %s fails", async (_name, planned, expected) => {
    await expect(open([planned]).stream).rejects.toMatchObject(expected);
  });

  test("lets go of what is no stream", async () => {
    const source = createEventSource({ headers: { "content-type": "text/html" } });
    await expect(open([() => source.response]).stream).rejects.toMatchObject({ code: "no_event_stream" });
    expect(source.cancelled()).toBeDefined();
  });

  test("has a content type with parameters", async () => {
    const source = createEventSource({ headers: { "content-type": "text/event-stream; charset=utf-8" } });
    const stream = await open([() => source.response]).stream;
    expect(stream.response).toBe(source.response);
  });
});

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

describe("leaving", () => {
  test("the loop closes the connection", async () => {
    const source = createEventSource();
    const stream = await open([() => source.response]).stream;
    source.send(piece("a"));
    for await (const _event of stream) break;
    expect(source.cancelled()).toBeDefined();
  });

  test("by an error closes the connection", async () => {
    const source = createEventSource();
    const stream = await open([() => source.response]).stream;
    source.send(piece("a"));
    const failing = async () => {
      for await (const _event of stream) throw new RangeError("mine");
    };
    await expect(failing()).rejects.toThrow(RangeError);
    expect(source.cancelled()).toBeDefined();
  });

  test.each<[string, (stream: EventStream<ThingEvent>, controller: AbortController) => void]>([
    ["by abort", (stream) => stream.abort("enough")],
    ["by the signal", (_stream, controller) => controller.abort("enough")],
  ])("%s ends a read that waits, from a source that does not heed it", async (_name, leave) => {
    const source = createEventSource();
    const controller = new AbortController();
    const stream = await open([() => source.response], { signal: controller.signal }).stream;
    const reading = read(stream);
    source.send(piece("a"));
    await settle();
    leave(stream, controller);
    expect(await reading).toEqual({
      events: [pieceEvent("a")],
      error: expect.objectContaining({ name: "AbortError", message: "watchThings was aborted", cause: "enough" }),
    });
    expect(source.cancelled()).toEqual({ reason: "enough" });
  });

  test("before the first read closes the connection too", async () => {
    const source = createEventSource();
    const stream = await open([() => source.response]).stream;
    stream.abort();
    await settle();
    expect(source.cancelled()).toBeDefined();
    expect((await read(stream)).error).toMatchObject({ name: "AbortError" });
  });

  test("while the connection is made ends openStream", async () => {
    const controller = new AbortController();
    const { stream } = open([() => new Promise(() => {})], { signal: controller.signal });
    const failed = expect(stream).rejects.toMatchObject({ name: "AbortError" });
    await settle();
    controller.abort();
    await failed;
  });
});

describe("as a web stream", () => {
  test("it has the same events and the same error", async () => {
    const good = (await open([answerStream(piece("a"), done)]).stream).toReadableStream();
    expect(await drain(good)).toEqual([pieceEvent("a"), doneEvent]);
    const bad = (await open([answerStream(piece("a"))]).stream).toReadableStream();
    await expect(drain(bad)).rejects.toMatchObject({ name: "StreamEndedEarlyError" });
  });

  test("it reads nothing before it is asked, and closes when it is cancelled, also while it waits", async () => {
    const source = createEventSource();
    const stream = (await open([() => source.response]).stream).toReadableStream();
    await settle();
    expect(source.wanted()).toBe(0);
    const reader = stream.getReader();
    const waiting = reader.read();
    await settle();
    await reader.cancel("enough");
    expect(source.cancelled()).toEqual({ reason: "enough" });
    expect(await waiting).toEqual({ done: true, value: undefined });
  });

  test("tee gives all events twice", async () => {
    const [left, right] = (await open([answerStream(piece("a"), done)]).stream).tee();
    expect(await Promise.all([drain(left), drain(right)])).toEqual([
      [pieceEvent("a"), doneEvent],
      [pieceEvent("a"), doneEvent],
    ]);
  });

  test("tee closes the connection when both are cancelled", async () => {
    const source = createEventSource();
    const [left, right] = (await open([() => source.response]).stream).tee();
    const first = left.cancel();
    await settle();
    expect(source.cancelled()).toBeUndefined();
    await Promise.all([first, right.cancel()]);
    expect(source.cancelled()).toBeDefined();
  });
});

test("a slow reader holds the source back", async () => {
  let pulled = 0;
  const body = new ReadableStream<Uint8Array>(
    {
      pull: (controller) => {
        pulled += 1;
        controller.enqueue(new TextEncoder().encode(piece(String(pulled))));
      },
    },
    { highWaterMark: 0 },
  );
  const planned = () => new Response(body, { headers: { "content-type": "text/event-stream" } });
  const stream = await open([planned]).stream;
  const events = stream[Symbol.asyncIterator]();
  await settle();
  expect(pulled).toBe(0);
  await events.next();
  await settle();
  expect(pulled).toBe(1);
  await events.next();
  await settle();
  expect(pulled).toBe(2);
  stream.abort();
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

describe("the order of the contract", () => {
  const misordered = { ...thingStream, terminal: [], failures: [] };

  async function warnings(environment: string, onWarning: StreamOptions<ThingEvent>["onWarning"]): Promise<void> {
    vi.stubEnv("NODE_ENV", environment);
    onTestFinished(() => void vi.unstubAllEnvs());
    const options = onWarning === undefined ? {} : { onWarning };
    await read(await open([answerStream(done, piece("a"), done)], options, misordered).stream);
  }

  test("is watched while developing: one warning with what was expected", async () => {
    const told: string[] = [];
    await warnings("development", (message) => told.push(message));
    expect(told).toEqual(["Stream event piece is out of order; the contract expects the end of the stream."]);
  });

  test("names the expected events", async () => {
    const told: string[] = [];
    const contract = {
      ...thingStream,
      automaton: {
        states: [
          { next: { done: 1, failed: 1 }, accepting: false },
          { next: {}, accepting: true },
        ],
      },
    };
    await read(
      await open([answerStream(piece("a"), done)], { onWarning: (message) => told.push(message) }, contract).stream,
    );
    expect(told).toEqual(["Stream event piece is out of order; the contract expects done, failed."]);
  });

  test("is told to the console by default", async () => {
    const warn = vi.spyOn(console, "warn").mockImplementation(() => {});
    onTestFinished(() => warn.mockRestore());
    await warnings("development", undefined);
    expect(warn).toHaveBeenCalledOnce();
  });

  test("is not watched in production", async () => {
    const told: string[] = [];
    await warnings("production", (message) => told.push(message));
    expect(told).toEqual([]);
  });

  test("once left, only a terminal event is a good end", async () => {
    const contract = {
      ...thingStream,
      automaton: {
        states: [
          { next: { done: 1 }, accepting: true },
          { next: {}, accepting: true },
        ],
      },
    };
    const options = { onWarning: () => {} };
    const good = await read(await open([answerStream(piece("a"), done)], options, contract).stream);
    expect(good).toEqual({ events: [pieceEvent("a"), doneEvent] });
    const bad = await read(await open([answerStream(piece("a"))], options, contract).stream);
    expect(bad.error).toMatchObject({ name: "StreamEndedEarlyError" });
  });
});
