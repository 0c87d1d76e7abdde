import { describe, expect, test } from "vitest";
import { createEventSource } from "../__fixtures__/event-source.ts";
import { done, piece } from "../__fixtures__/thing-stream.ts";
import { answer, answerStream, createThings, type PlannedAnswer, thingStream } from "../__fixtures__/things.ts";
import { openStream, type StreamOptions } from "./event-stream.ts";

/** Texts of the pieces and names of the other events, the error at the end, and the ids that were asked to resume from. */
async function read(
  resume: "none" | "replay" | "last-event-id",
  answers: readonly PlannedAnswer[],
  options: StreamOptions = {},
) {
  const { client, clock, received } = createThings(answers);
  const stream = await openStream(client, "post", "/watch", { ...thingStream, resume }, { maxRetries: 0, ...options });
  const events: string[] = [];
  const reading = (async () => {
    for await (const event of stream) {
      events.push(event.type === "piece" ? event.data.text : event.type);
    }
  })();
  const ended = reading.then(
    () => "end",
    (error: unknown) => error,
  );
  await clock.advance(1_000_000);
  return { events, end: await ended, ids: received.map(({ headers }) => headers["last-event-id"]), stream };
}

describe("without resume", () => {
  test("a cut ends the stream", async () => {
    const { events, end, ids } = await read("none", [answerStream(piece("a")), answerStream(done)]);
    expect(events).toEqual(["a"]);
    expect(end).toMatchObject({ name: "StreamEndedEarlyError" });
    expect(ids).toEqual([undefined]);
  });
});

describe("with a replay", () => {
  test("what was delivered is not delivered again", async () => {
    const { events, end, ids } = await read("replay", [
      answerStream(piece("a"), "event: new\ndata: 1\n\n", piece("b")),
      answerStream(piece("a"), "event: new\ndata: 1\n\n", piece("b"), piece("b"), done),
    ]);
    expect(events).toEqual(["a", "unknown", "b", "b", "done"]);
    expect(end).toBe("end");
    expect(ids).toEqual([undefined, undefined]);
  });

  test("the order of the contract begins again", async () => {
    const warnings: string[] = [];
    const onWarning = (message: string) => void warnings.push(message);
    await read("replay", [answerStream(piece("a")), answerStream(piece("a"), done)], { onWarning });
    expect(warnings).toEqual([]);
  });
});

describe("with the last event id", () => {
  test("the rest is asked for, and what was delivered is not delivered again", async () => {
    const { events, end, ids, stream } = await read("last-event-id", [
      answerStream(piece("a", "1"), piece("b", "2")),
      answerStream(piece("b", "2"), piece("c", "3"), done),
    ]);
    expect(events).toEqual(["a", "b", "c", "done"]);
    expect(end).toBe("end");
    expect(ids).toEqual([undefined, "2"]);
    expect(stream.lastEventId).toBe("3");
  });

  test("events without an id of their own are all delivered", async () => {
    const { events } = await read("last-event-id", [
      answerStream(piece("a", "1"), piece("b")),
      answerStream(piece("c"), piece("d", "2"), done),
    ]);
    expect(events).toEqual(["a", "b", "c", "d", "done"]);
  });

  test("an id that the server takes back is no id", async () => {
    const { events, ids } = await read("last-event-id", [
      answerStream(piece("a", "1"), piece("b", "")),
      answerStream(piece("c"), piece("d", "1"), piece("e", "2"), done),
    ]);
    expect(events).toEqual(["a", "b", "c", "e", "done"]);
    expect(ids).toEqual([undefined, undefined]);
  });

  test("an id without an event counts, half an id does not", async () => {
    const { ids } = await read("last-event-id", [
      answerStream(piece("a", "1"), "id: 2\n\n", "id: 34"),
      answerStream(done),
    ]);
    expect(ids).toEqual([undefined, "2"]);
  });

  test("that of the caller is sent first, that of the stream later", async () => {
    const { ids } = await read("last-event-id", [answerStream(piece("a", "8")), answerStream(done)], {
      headers: { "Last-Event-ID": "7" },
    });
    expect(ids).toEqual(["7", "8"]);
  });

  test("nothing is asked for where the server sent none", async () => {
    const { ids } = await read("last-event-id", [answerStream(piece("a")), answerStream(done)]);
    expect(ids).toEqual([undefined, undefined]);
  });
});

test("lastEventId is that of the event that is being looked at", async () => {
  const { client } = createThings([answerStream(piece("a", "1") + piece("b") + piece("c", "2") + done)]);
  const stream = await openStream(client, "post", "/watch", thingStream);
  const seen: string[] = [stream.lastEventId];
  for await (const _event of stream) seen.push(stream.lastEventId);
  expect(seen).toEqual(["", "1", "1", "2", "2"]);
});

describe("reconnects", () => {
  const cut = () => answerStream(piece("a"));
  const empty = () => answerStream();

  test.each<[string, PlannedAnswer[], StreamOptions, number]>([
    ["three in a row that bring nothing new", [empty], {}, 4],
    ["none where the call wants none", [empty], { maxReconnects: 0 }, 1],
    ["as many as the call wants", [empty], { maxReconnects: 5 }, 6],
    ["the count begins again with a new event", [empty, empty, cut, empty], {}, 6],
    ["broken connections count", [cut, new TypeError("fetch failed")], {}, 4],
    ["busy servers count", [cut, answer(503)], {}, 4],
    ["a refusal ends them", [cut, answer(404)], {}, 2],
  ])("%s", async (_name, answers, options, connections) => {
    const { end, ids } = await read("replay", answers, options);
    expect(end).toMatchObject({ name: "StreamEndedEarlyError" });
    expect(ids).toHaveLength(connections);
  });

  test("that are refused keep what came before, and the refusal as cause", async () => {
    const { end } = await read("replay", [answerStream(piece("a")), answer(404, { message: "gone" })]);
    expect(end).toMatchObject({
      name: "StreamEndedEarlyError",
      partial: [{ type: "piece", data: { text: "a" } }],
      cause: { name: "NotFoundError", message: "watchThings was refused with 404 gone" },
    });
  });

  test.each<[string, string, number]>([
    ["half of the bound by default", "", 250],
    ["as the server asks", "retry: 7000\n\n", 7_000],
  ])("wait %s", async (_name, retry, wait) => {
    const { client, clock, received } = createThings([answerStream(retry, piece("a")), answerStream(done)]);
    const stream = await openStream(client, "post", "/watch", { ...thingStream, resume: "replay" });
    const reading = Array.fromAsync(stream);
    await clock.advance(wait - 1);
    expect(received).toHaveLength(1);
    await clock.advance(1);
    expect(received).toHaveLength(2);
    expect(await reading).toHaveLength(2);
  });

  test("end when the caller aborts while one is waited for", async () => {
    const { client, clock, received } = createThings([answerStream(piece("a"))]);
    const stream = await openStream(client, "post", "/watch", { ...thingStream, resume: "replay" });
    const failed = expect(Array.fromAsync(stream)).rejects.toMatchObject({ name: "AbortError", cause: "enough" });
    await clock.advance(0);
    expect(clock.sleeping()).toBe(1);
    stream.abort("enough");
    await failed;
    expect(received).toHaveLength(1);
  });

  test("give the response of the newest connection", async () => {
    const second = createEventSource();
    const { client, clock } = createThings([answerStream(piece("a")), () => second.response]);
    const stream = await openStream(client, "post", "/watch", { ...thingStream, resume: "replay" });
    const reading = Array.fromAsync(stream);
    await clock.advance(1_000);
    expect(stream.response).toBe(second.response);
    second.send(piece("a") + done);
    expect(await reading).toHaveLength(2);
  });

  test("follow a silence", async () => {
    const silent = createEventSource();
    const { events, end, ids } = await read("replay", [() => silent.response, answerStream(done)], {
      idleTimeout: 1_000,
    });
    expect([events, end]).toEqual([["done"], "end"]);
    expect(ids).toHaveLength(2);
  });
});
