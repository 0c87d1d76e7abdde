import { settle } from "@parley/clock/manual";
import { streamReply } from "@parley/contracts/chatzy/streams";
import { streamTask } from "@parley/contracts/xyz/streams";
import { describe, expect, test } from "vitest";
import { begin, content, done, linesOf, sendTask, untilAborted } from "./__fixtures__/task-stream.ts";
import { EventStreamError } from "./event-stream-error.ts";
import { takeStreamRun } from "./stream-body.ts";
import { streamResponse } from "./stream-response.ts";

const started = ['history_done {"messageCount":0,"isStreaming":true}'];
const finished = [...started, 'done {"finalResponse":"Hi"}'];

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

describe("every stream ends with one terminal event, or where the grammar lets it", () => {
  test("nothing is sent behind a terminal event, and the source is left [server.stream.terminal]", async () => {
    const log: string[] = [];
    const { response, problems } = sendTask(async function* (signal) {
      try {
        yield begin;
        yield done;
        log.push("went on");
        yield content("too late");
      } finally {
        log.push(`left, aborted: ${signal.aborted}`);
      }
    });
    expect(linesOf(await response.text())).toEqual(finished);
    expect([log, problems]).toEqual([["left, aborted: false"], []]);
  });

  test("a source may end where the grammar does [server.stream.terminal]", async () => {
    const { response, problems } = sendTask(async function* () {
      yield begin;
    });
    expect([linesOf(await response.text()), problems]).toEqual([started, []]);
  });

  test("a source that ends elsewhere gets the failure event [server.stream.terminal]", async () => {
    const { response, problems } = sendTask(async function* () {
      yield begin;
      yield content("half");
    });
    expect(linesOf(await response.text())).toEqual([
      ...started,
      'content {"text":"half","isPartial":true}',
      'error {"message":"The source ended where the stream may not end."}',
    ]);
    expect(problems.map(({ code }) => code)).toEqual(["no_terminal_event"]);
  });

  test("a source that throws gets the failure event, and the report has the cause [server.stream.failure]", async () => {
    const cause = new Error("no model");
    const { response, problems } = sendTask(async function* () {
      yield begin;
      throw cause;
    });
    expect(linesOf(await response.text())).toEqual([...started, 'error {"message":"no model"}']);
    expect(problems.map((problem) => [problem.code, problem.cause])).toEqual([["source_failed", cause]]);
  });

  test("a failure before the grammar has a place for it is told all the same", async () => {
    const { response, problems } = sendTask(() => {
      throw undefined;
    });
    expect(linesOf(await response.text())).toEqual(['error {"message":"?"}']);
    expect(problems.map(({ code }) => code)).toEqual(["source_failed", "out_of_order"]);
  });

  test.each([
    ["no event for it", () => undefined],
    ["an event that does not end the stream", () => content("oops")],
    ["an event that the contract lacks", () => ({ type: "oops" }) as never],
    [
      "an error of its own",
      () => {
        throw new Error("oops");
      },
    ],
  ])("a failure for which toErrorEvent has %s just ends the stream", async (_name, toErrorEvent) => {
    const { response, problems } = sendTask(
      async function* () {
        yield begin;
        throw new Error("no model");
      },
      { toErrorEvent },
    );
    expect(linesOf(await response.text())).toEqual(started);
    expect(problems.map(({ code }) => code)).toEqual(["source_failed", "no_error_event"]);
  });
});

describe("events that should not be", () => {
  const wrongOrder = [begin, content("a"), begin, done];
  const outOfOrder =
    "The event history_done is out of order; the contract expects status, thought, content, subagent_start, tool_call, done, error.";
  const wrongData = [begin, { type: "content", data: { text: 1 } } as never, done];
  const invalid = "The data of the event content violates / required, /text type.";
  const stuck = { type: "done", data: 1n } as never;

  test.each([
    ["order, throw", wrongOrder, {}, ["history_done", "content", "error"], [outOfOrder]],
    [
      "order, report",
      wrongOrder,
      { grammar: "report" },
      ["history_done", "content", "history_done", "done"],
      [outOfOrder],
    ],
    ["order, off", wrongOrder, { grammar: "off" }, ["history_done", "content", "history_done", "done"], []],
    ["data, throw", wrongData, {}, ["history_done", "error"], [invalid]],
    ["data, report", wrongData, { validation: "report" }, ["history_done", "content", "done"], [invalid]],
    ["data, off", wrongData, { validation: "off" }, ["history_done", "content", "done"], []],
    [
      "what cannot be written, always",
      [begin, stuck],
      { grammar: "off", validation: "off" },
      ["history_done", "error"],
      ["The data of the event done cannot be written as JSON."],
    ],
  ] as const)("%s [server.stream.order]", async (_name, events, options, names, messages) => {
    let isLeft = false;
    const { response, problems } = sendTask(async function* () {
      try {
        yield* events;
      } finally {
        isLeft = true;
      }
    }, options);
    expect(linesOf(await response.text()).map((line) => line.split(" ")[0])).toEqual(names);
    expect(problems.map(({ message }) => message)).toEqual(messages);
    expect(isLeft).toBe(true);
  });

  test("a report that throws does not touch the stream", async () => {
    const { response } = sendTask(
      async function* () {
        yield* wrongOrder;
      },
      {
        grammar: "report",
        onProblem: () => {
          throw new Error("oops");
        },
      },
    );
    expect(linesOf(await response.text())).toHaveLength(4);
  });
});

describe("a reader who leaves", () => {
  test.each(["cancels the body", "aborts the request"])(
    "and %s wakes a source that waits [server.stream.reader-gone]",
    async (way) => {
      const log: unknown[] = [];
      const request = new AbortController();
      const { response, clock, problems } = sendTask(
        async function* (signal) {
          try {
            yield begin;
            yield await untilAborted(signal);
          } finally {
            log.push((signal.reason as EventStreamError).code);
          }
        },
        { signal: request.signal },
      );
      const reader = response.body?.getReader();
      await reader?.read();
      await settle();
      if (way === "cancels the body") void reader?.cancel();
      else request.abort();
      await settle();
      expect([log, problems, clock.sleeping()]).toEqual([["reader_gone"], [], 0]);
    },
  );

  test("leaves a source that is at work as soon as it yields", async () => {
    const log: string[] = [];
    let goOn = (): void => {};
    const { response } = sendTask(
      (async function* () {
        try {
          yield begin;
          await new Promise<void>((resolve) => {
            goOn = resolve;
          });
          yield done;
          log.push("went on");
        } finally {
          log.push("left");
        }
      })(),
    );
    const reader = response.body?.getReader();
    await reader?.read();
    await settle();
    await reader?.cancel();
    expect(log).toEqual([]);
    goOn();
    await settle();
    expect(log).toEqual(["left"]);
  });

  test("before the first read leaves a source that may hold something", async () => {
    const log: string[] = [];
    const source = {
      [Symbol.asyncIterator]: () => ({
        next: () => Promise.reject(new Error("asked")),
        return: async () => ({ done: true as const, value: log.push("left") }),
      }),
    };
    await sendTask(source).response.body?.cancel();
    sendTask(source, { signal: AbortSignal.abort() });
    await settle();
    expect(log).toEqual(["left", "left"]);
  });

  test("and a `finally` that throws is reported", async () => {
    const { response, problems } = sendTask(
      async function* () {
        try {
          yield begin;
          yield content("a");
          yield content("b");
        } finally {
          // biome-ignore lint/correctness/noUnsafeFinally: that is the fault to be found
          throw new Error("oops");
        }
      },
      { maxBufferedBytes: 1 },
    );
    const reader = response.body?.getReader();
    await reader?.read();
    await settle();
    await reader?.cancel();
    await settle();
    expect(problems.map(({ code }) => code)).toEqual(["source_failed"]);
  });
});

describe("a slow reader", () => {
  const event = `event: content\ndata: ${JSON.stringify(content("1234567890").data)}\n\n`;

  function sendEndless(asked: { count: number; isLeft: boolean }) {
    return sendTask(
      async function* () {
        try {
          yield begin;
          for (;;) {
            asked.count += 1;
            yield content("1234567890");
          }
        } finally {
          asked.isLeft = true;
        }
      },
      { maxBufferedBytes: 5 * event.length, stallTimeout: 1_000 },
    );
  }

  test("makes the source wait at the limit, until he reads again", async () => {
    const asked = { count: 0, isLeft: false };
    const { response, clock } = sendEndless(asked);
    const reader = response.body?.getReader();
    const counts: number[] = [];
    for (let reads = 0; reads < 4; reads += 1) {
      await reader?.read();
      await settle();
      counts.push(asked.count);
    }
    // The first read takes the event before; each later one takes five and makes room for as many.
    expect(counts).toEqual([5, 10, 15, 20]);
    // One for the heartbeat, and one for the reader.
    expect(clock.sleeping()).toBe(2);
    await reader?.cancel();
  });

  test("is given up when he takes nothing for the stall timeout, and what waits for him is dropped", async () => {
    const asked = { count: 0, isLeft: false };
    const { response, clock, problems } = sendEndless(asked);
    const reader = response.body?.getReader();
    await reader?.read();
    await clock.advance(999);
    await reader?.read();
    await clock.advance(999);
    expect([asked, problems]).toEqual([{ count: 10, isLeft: false }, []]);
    await clock.advance(1);
    expect(asked).toEqual({ count: 10, isLeft: true });
    expect(problems.map(({ code, message }) => [code, message])).toEqual([
      ["stalled", "The reader took nothing for 1000 ms."],
    ]);
    await expect(reader?.read()).rejects.toMatchObject({ code: "stalled" });
    expect(clock.sleeping()).toBe(0);
  });

  test("gets no heartbeats on top", async () => {
    const { response, clock } = sendTask(
      async function* () {
        yield begin;
        yield content("a");
        yield content("b");
        yield done;
      },
      { maxBufferedBytes: 1, stallTimeout: 100_000 },
    );
    const reader = response.body?.getReader();
    await reader?.read();
    await clock.advance(60_000);
    const { value } = (await reader?.read()) ?? {};
    expect(linesOf(new TextDecoder().decode(value))).toEqual(['content {"text":"a","isPartial":true}']);
    await reader?.cancel();
  });
});

describe("a host that sends the events itself", () => {
  test("finds the run through any response with the same body, once", async () => {
    const { response } = sendTask(async function* () {});
    const copy = new Response(response.body, { headers: { "x-copied": "yes" } });
    const body = copy.body as ReadableStream;
    expect([takeStreamRun(body), takeStreamRun(body)]).toEqual([
      expect.objectContaining({ stallTimeout: 30_000 }),
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
