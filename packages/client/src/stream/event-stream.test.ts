import { settle } from "@parley/clock/manual";
import { describe, expect, test } from "vitest";
import { createEventSource } from "../__fixtures__/event-source.ts";
import { done, doneEvent, open, piece, pieceEvent, read, readAll } from "../__fixtures__/thing-stream.ts";
import { answer, answerStream, createThings, type PlannedAnswer, thingStream } from "../__fixtures__/things.ts";
import { openStream } from "./event-stream.ts";

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
    const twice = { name: "UsageError", code: "stream_read_twice" };
    expect((await read(stream)).error).toMatchObject(twice);
    expect(() => stream.toReadableStream()).toThrow(expect.objectContaining(twice));
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
    await openStream(things.client, "post", "/watch", thingStream, { body: { text: "a" } });
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
