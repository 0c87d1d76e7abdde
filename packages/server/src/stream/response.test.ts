import { settle } from "@parley/clock/manual";
import { streamReply } from "@parley/contracts/chatzy/streams";
import { streamTask } from "@parley/contracts/xyz/streams";
import { describe, expect, test } from "vitest";
import {
  begin,
  content,
  done,
  finished,
  linesOf,
  sendTask,
  started,
  untilAborted,
} from "../__fixtures__/task-stream.ts";
import { EventStreamError } from "../host/index.ts";
import { takeStreamRun } from "./body.ts";
import { streamResponse } from "./response.ts";

test("headers of an event stream, and the caller's", () => {
  const { response } = sendTask(async function* () {}, {
    headers: { "cache-control": "no-store", "x-request-id": "1" },
  });
  expect([response.status, Object.fromEntries(response.headers)]).toEqual([
    200,
    {
      "cache-control": "no-store",
      "content-type": "text/event-stream",
      "x-accel-buffering": "no",
      "x-content-type-options": "nosniff",
      "x-request-id": "1",
    },
  ]);
  expect(streamResponse([] as never, streamTask).headers.get("cache-control")).toBe("no-cache, no-transform");
});

test("events in the dialect of the contract, ids and reconnection times among them", async () => {
  const { response, problems } = sendTask(async function* () {
    yield { ...begin, id: "1", retry: 500 };
    yield content("a\nb");
    yield done;
  });
  expect(await response.text()).toBe(`event: history_done
id: 1
retry: 500
data: {"messageCount":0,"isStreaming":true}

event: content
data: {"text":"a\\nb","isPartial":true}

event: done
data: {"finalResponse":"Hi"}

`);
  expect(problems).toEqual([]);
});

test("the source is not asked before the body is read", async () => {
  const log: string[] = [];
  const { response } = sendTask(async function* () {
    log.push("asked");
    yield begin;
    yield done;
  });
  await settle();
  expect(log).toEqual([]);
  expect(linesOf(await response.text())).toEqual(finished);
});

test("what comes together is one chunk, what comes alone is not held back", async () => {
  const { response } = sendTask(async function* (signal) {
    yield begin;
    yield content("1");
    yield content("2");
    yield await untilAborted(signal);
  });
  const reader = response.body?.getReader();
  const chunks = [];
  for (let count = 0; count < 2; count += 1) {
    const { value } = (await reader?.read()) ?? {};
    chunks.push(linesOf(new TextDecoder().decode(value)).length);
    await settle();
  }
  expect(chunks).toEqual([1, 2]);
  await reader?.cancel();
});

test("a heartbeat comes at each interval of the contract while the stream is open [server.stream.heartbeat]", async () => {
  const { response, clock } = sendTask(async function* (signal) {
    yield begin;
    await clock.sleep(31_000, signal);
    yield done;
  });
  const text = response.text();
  await clock.advance(60_000);
  expect(linesOf(await text)).toEqual([...started, ": heartbeat", ": heartbeat", 'done {"finalResponse":"Hi"}']);
  expect(clock.sleeping()).toBe(0);
});

test("a contract without heartbeats has none", async () => {
  const clock = sendTask([] as never).clock;
  const response = streamResponse(
    async function* (signal) {
      await clock.sleep(60_000, signal);
      yield { type: "done_marker" as const, data: "[DONE]" as const };
    },
    streamReply,
    { clock },
  );
  const text = response.text();
  await clock.advance(60_000);
  expect(await text).toBe("data: [DONE]\n\n");
});

describe("a host that sends the events itself", () => {
  test("finds the run through any response with the same body, once", async () => {
    const { response } = sendTask(async function* () {});
    const copy = new Response(response.body, { headers: { "x-copied": "yes" } });
    const body = copy.body as ReadableStream;
    expect([takeStreamRun(body), takeStreamRun(body)]).toEqual([
      expect.objectContaining({ stallTimeout: 1_800_000 }),
      undefined,
    ]);
  });

  test("does not find the run of a body that is being read", () => {
    const { response } = sendTask(async function* () {});
    const body = response.body as ReadableStream;
    body.getReader();
    expect(takeStreamRun(body)).toBeUndefined();
  });

  test("ends a stream with the contract's event for its reason", async () => {
    const { response, problems } = sendTask(async function* (signal) {
      yield begin;
      yield await untilAborted(signal);
    });
    const run = takeStreamRun(response.body as ReadableStream);
    const log: string[] = [];
    run?.start({
      write: (text) => log.push(...linesOf(text)),
      isFull: () => false,
      room: async () => {},
      turn: async () => {},
      end: () => log.push("end"),
      abort: () => log.push("abort"),
    });
    await settle();
    run?.fail(new EventStreamError("shutdown", "The server restarts."));
    run?.fail(new Error("again"));
    await run?.finished;
    expect(log).toEqual([...started, 'error {"message":"The server restarts."}', "end"]);
    expect(problems).toEqual([]);
  });
});
