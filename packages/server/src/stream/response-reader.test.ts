import { settle } from "@parley/clock/manual";
import { describe, expect, test } from "vitest";
import { begin, content, done, linesOf, sendTask, untilAborted } from "../__fixtures__/task-stream.ts";
import type { EventStreamError } from "../host/index.ts";

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
