import { createManualClock, settle } from "@parley/clock/manual";
import type { StreamTaskEvent } from "@parley/contracts/xyz";
import { describe, expect, test } from "vitest";
import { start, until, untilIdle } from "../__fixtures__/host.ts";
import { answersOf, connectRaw, get } from "../__fixtures__/raw-client.ts";
import { begin, content, done, linesOf, sendTask, untilAborted } from "../__fixtures__/task-stream.ts";
import type { StreamSource } from "../stream/index.ts";

const whole: StreamSource<StreamTaskEvent> = async function* () {
  yield begin;
  yield content("zażółć 🐢\n\u2028");
  yield { ...done, id: "7" };
};

const names = (body: string): string[] => linesOf(body).map((line) => line.split(" ", 1).join());

describe("an event stream of ours", () => {
  test("has the bytes and headers that it has in process", async () => {
    const { url } = await start(() => sendTask(whole).response);
    const remote = await fetch(url);
    const local = sendTask(whole).response;
    expect(Object.fromEntries(remote.headers)).toMatchObject(Object.fromEntries(local.headers));
    expect(await remote.text()).toBe(await local.text());
  });

  test.each([
    ["as it is", (response: Response) => response],
    [
      "with other headers",
      ({ body }: Response) => new Response(body, { headers: { "content-type": "text/event-stream" } }),
    ],
    ["through a web stream", ({ body }: Response) => new Response(body?.pipeThrough(new TransformStream()) ?? null)],
  ])("goes out %s, and leaves the connection open", async (_name, change) => {
    const { port } = await start(() => change(sendTask(whole).response));
    const client = await connectRaw(port, get());
    await client.until("finalResponse");
    client.socket.write(get("/", "connection: close\r\n"));
    const [first, second] = answersOf(await client.closed);
    expect(first?.body).toBe(await sendTask(whole).response.text());
    expect(second?.body).toBe(first?.body);
  });

  test("begins before its first event [server.stream.unbuffered]", async () => {
    const { port } = await start(
      () =>
        sendTask(async function* (signal) {
          yield await untilAborted(signal);
        }).response,
    );
    const client = await connectRaw(port, get());
    expect(await client.until("\r\n\r\n")).toMatch(/^HTTP\/1.1 200 OK\r\ncache-control: no-cache, no-transform\r\n/);
    client.socket.destroy();
  });

  test("sends each event when it comes, and heartbeats between [server.stream.heartbeat] [server.stream.unbuffered]", async () => {
    const clock = createManualClock();
    const { port } = await start(
      () =>
        sendTask(
          async function* (signal) {
            yield begin;
            await clock.sleep(20_000, signal);
            yield done;
          },
          { clock },
        ).response,
    );
    const client = await connectRaw(port, get("/", "connection: close\r\n"));
    await client.until("history_done");
    await clock.advance(15_000);
    await client.until(": heartbeat\n\n");
    await clock.advance(5_000);
    expect(names(answersOf(await client.closed)[0]?.body ?? "")).toEqual(["history_done", ":", "done"]);
  });

  test("is told as an error event and complete when its source fails", async () => {
    const { url } = await start(
      () =>
        sendTask(async function* () {
          yield begin;
          throw new Error("no model");
        }).response,
    );
    expect(linesOf(await (await fetch(url)).text())).toEqual([
      'history_done {"messageCount":0,"isStreaming":true}',
      'error {"message":"no model"}',
    ]);
  });

  test("ends where the grammar does, also without any event", async () => {
    const { port } = await start(() => sendTask(async function* () {}, { toErrorEvent: () => undefined }).response);
    const client = await connectRaw(port, get("/", "connection: close\r\n"));
    expect(answersOf(await client.closed)).toMatchObject([{ status: 200, body: "" }]);
  });

  test("goes to HTTP/1.0 without chunks", async () => {
    const { port } = await start(() => sendTask(whole).response);
    const client = await connectRaw(port, "GET / HTTP/1.0\r\n\r\n");
    const text = await client.closed;
    expect(text.slice(text.indexOf("\r\n\r\n") + 4)).toBe(await sendTask(whole).response.text());
  });

  test("waits for its turn on a pipelined connection", async () => {
    const { port } = await start(({ url }) =>
      url.endsWith("/text") ? new Response("text") : sendTask(whole).response,
    );
    const client = await connectRaw(port, get() + get("/text") + get() + get("/text", "connection: close\r\n"));
    const stream = await sendTask(whole).response.text();
    expect(answersOf(await client.closed).map(({ body }) => body)).toEqual([stream, "text", stream, "text"]);
  });

  test("does not ask its source for HEAD", async () => {
    const log: string[] = [];
    const host = await start(
      () =>
        sendTask(async function* () {
          log.push("asked");
          yield begin;
        }).response,
    );
    expect((await fetch(host.url, { method: "HEAD" })).headers.get("content-type")).toBe("text/event-stream");
    expect([log, host.counts().streams]).toEqual([[], 0]);
  });

  test("with a header that HTTP does not have is answered with 500, and its source is left", async () => {
    const log: string[] = [];
    const source = {
      [Symbol.asyncIterator]: () => ({
        next: () => Promise.reject(new Error("asked")),
        return: async () => ({ done: true as const, value: log.push("left") }),
      }),
    };
    const host = await start(() => sendTask(source, { headers: { "x-a": "\u0001" } }).response, {
      onError: () => log.push("told"),
    });
    expect((await fetch(host.url)).status).toBe(500);
    expect([log, host.counts().streams]).toEqual([["left", "told"], 0]);
  });
});

describe("a client who leaves", () => {
  test("wakes and leaves the source, for all of many [server.stream.reader-gone]", async () => {
    let isLeft = 0;
    const host = await start(
      (request) =>
        sendTask(async function* (signal) {
          try {
            yield begin;
            yield await untilAborted(signal);
          } finally {
            isLeft += Number(request.signal.aborted && signal.aborted);
          }
        }).response,
    );
    const clients = await Promise.all(Array.from({ length: 50 }, () => connectRaw(host.port, get())));
    await Promise.all(clients.map((client) => client.until("history_done")));
    expect(host.counts()).toEqual({ connections: 50, requests: 50, streams: 50 });
    for (const [index, { socket }] of clients.entries()) {
      if (index % 3 === 0) socket.end();
      else if (index % 3 === 1) socket.destroy();
      else socket.resetAndDestroy();
    }
    await untilIdle(host);
    expect(isLeft).toBe(50);
  });

  test("on a pipelined connection leaves the source that was asked, and the others are never asked", async () => {
    const log: string[] = [];
    const host = await start(({ url }) => {
      log.push(new URL(url).pathname);
      return sendTask(async function* (signal) {
        try {
          yield begin;
          yield await untilAborted(signal);
        } finally {
          log.push("left");
        }
      }).response;
    });
    const client = await connectRaw(host.port, get("/first") + get("/second"));
    await until(() => host.counts().requests === 2);
    await client.until("history_done");
    client.socket.destroy();
    await untilIdle(host);
    expect(log).toEqual(["/first", "left"]);
  });
});

describe("a client who reads slowly", () => {
  const piece = "x".repeat(65_536);

  async function sendMuch(events: number) {
    const clock = createManualClock();
    const state = { asked: 0, isLeft: false, problems: [] as string[] };
    const host = await start(
      () =>
        sendTask(
          async function* () {
            try {
              yield begin;
              while (state.asked < events) {
                state.asked += 1;
                yield content(piece);
              }
              yield done;
            } finally {
              state.isLeft = true;
            }
          },
          { clock, stallTimeout: 1_000, onProblem: ({ code }) => state.problems.push(code) },
        ).response,
      { clock },
    );
    const client = await connectRaw(host.port, get("/", "connection: close\r\n"));
    client.socket.pause();
    // One sleeps for the heartbeat, the other for the client.
    await until(() => clock.sleeping() === 2);
    return { clock, state, host, client };
  }

  test("makes the source wait, and gets everything in the end [server.stream.slow-reader]", async () => {
    const { client, state } = await sendMuch(400);
    for (let turn = 0; turn < 20; turn += 1) await settle();
    expect(state.asked).toBeLessThan(400);
    client.socket.resume();
    const body = answersOf(await client.closed)[0]?.body ?? "";
    expect([body.length > 400 * piece.length, names(body).slice(-2), state]).toEqual([
      true,
      ["content", "done"],
      { asked: 400, isLeft: true, problems: [] },
    ]);
  });

  test("has no more waiting for it than the limit and one event [server.stream.slow-reader]", async () => {
    const { client, state } = await sendMuch(100_000);
    let asked = -1;
    while (asked !== state.asked) {
      asked = state.asked;
      for (let turn = 0; turn < 20; turn += 1) await settle();
    }
    client.socket.resume();
    const before = client.socket.bytesRead;
    await until(() => client.socket.bytesRead > before);
    client.socket.destroy();
    // What the kernel holds of a connection is a few megabytes at most.
    expect(asked * piece.length).toBeLessThan(16 * 1_048_576);
  });

  test("is not cut once it has taken all, however late the next event comes", async () => {
    const clock = createManualClock();
    const { port } = await start(
      () =>
        sendTask(
          async function* (signal) {
            yield begin;
            yield content("x".repeat(16 * 1_048_576));
            yield await untilAborted(signal);
          },
          { clock, stallTimeout: 1_000 },
        ).response,
      { clock },
    );
    const client = await connectRaw(port, get());
    client.socket.pause();
    await until(() => clock.sleeping() === 2);
    client.socket.resume();
    await until(() => clock.sleeping() === 1);
    await clock.advance(15_000);
    await client.until(": heartbeat");
    client.socket.destroy();
  });

  test("is cut when it takes nothing for the stall timeout, and the source is left [server.stream.slow-reader]", async () => {
    const { clock, client, host, state } = await sendMuch(100_000);
    await clock.advance(999);
    expect(state.isLeft).toBe(false);
    await clock.advance(1);
    await untilIdle(host);
    expect([state.isLeft, state.problems, clock.sleeping()]).toEqual([true, ["stalled"], 0]);
    client.socket.destroy();
  });

  test("is cut, too, when the source is done and what is left is not taken", async () => {
    const clock = createManualClock();
    const host = await start(
      () =>
        sendTask(
          async function* () {
            yield begin;
            yield content("x".repeat(32 * 1_048_576));
            yield done;
          },
          { clock, stallTimeout: 1_000, maxBufferedBytes: 64 * 1_048_576 },
        ).response,
      { clock },
    );
    const client = await connectRaw(host.port, get());
    client.socket.pause();
    await until(() => host.counts().streams === 0 && clock.sleeping() === 1);
    expect(host.counts()).toEqual({ connections: 1, requests: 1, streams: 0 });
    await clock.advance(1_000);
    await untilIdle(host);
    client.socket.destroy();
  });
});

test("a client who takes a kilobyte a second is not cut, and is when it stops [server.stream.slow-reader]", async () => {
  const clock = createManualClock();
  const problems: string[] = [];
  const host = await start(
    () =>
      sendTask(
        async function* () {
          yield begin;
          for (;;) yield content("x".repeat(1_024));
        },
        { clock, onProblem: ({ code }) => problems.push(code) },
      ).response,
    { clock },
  );
  const client = await connectRaw(host.port, get());
  client.socket.pause();
  await until(() => clock.sleeping() === 2);
  // The system takes more for a client only when it has much room again: the longest that a slow one shows nothing.
  for (let second = 0; second < 1_500; second += 1) {
    client.socket.read(1_024);
    await clock.advance(1_000);
  }
  expect([host.counts().streams, problems]).toEqual([1, []]);
  await clock.advance(1_800_000);
  await untilIdle(host);
  expect(problems).toEqual(["stalled"]);
  client.socket.destroy();
});

test("a long event goes to the socket in pieces, each of which shows that its client reads", async () => {
  const writes: number[] = [];
  const text = "ż".repeat(50_000);
  const host = await start(
    () =>
      sendTask(async function* () {
        yield begin;
        yield content(text);
        yield done;
      }).response,
  );
  const client = await connectRaw(host.port, get("/", "connection: close\r\n"));
  const received = await client.closed;
  for (const [, size = ""] of received.slice(received.indexOf("\r\n\r\n")).matchAll(/\r\n([0-9a-f]+)\r\n/g)) {
    writes.push(Number.parseInt(size, 16));
  }
  expect([Math.max(...writes) <= 16_384, writes.length > 6]).toEqual([true, true]);
  expect(answersOf(received)[0]?.body).toContain(text);
});

test("streams that never wait leave turns for others", async () => {
  let events = 0;
  let most = 0;
  let isOver = false;
  const host = await start(
    () =>
      sendTask(async function* (signal) {
        yield begin;
        while (!signal.aborted) {
          events += 1;
          yield content("twenty bytes of text");
        }
      }).response,
  );
  const clients = await Promise.all(Array.from({ length: 50 }, () => connectRaw(host.port, get())));
  await Promise.all(clients.map((client) => client.until("content")));
  function watch(): void {
    most = Math.max(most, events);
    events = 0;
    if (!isOver) setImmediate(watch);
  }
  events = 0;
  watch();
  for (let turn = 0; turn < 200; turn += 1) await settle();
  isOver = true;
  for (const { socket } of clients) socket.destroy();
  await untilIdle(host);
  // Eight streams have a share of 8 KiB in a turn, and some of the rest have an old one left.
  expect([most > 0, most < 3_000]).toEqual([true, true]);
});

test("a stream behind another one of its connection is not given up while it waits for its turn", async () => {
  const clock = createManualClock();
  let goOn = (): void => {};
  const { port } = await start(
    ({ url }) =>
      sendTask(
        async function* () {
          yield begin;
          if (url.endsWith("/first")) {
            await new Promise<void>((resolve) => {
              goOn = resolve;
            });
          }
          yield done;
        },
        { clock, stallTimeout: 1_000 },
      ).response,
    { clock },
  );
  const client = await connectRaw(port, get("/first") + get("/second", "connection: close\r\n"));
  await client.until("history_done");
  await clock.advance(10_000);
  goOn();
  expect(answersOf(await client.closed).map(({ body }) => names(body))).toEqual([
    ["history_done", "done"],
    ["history_done", "done"],
  ]);
});
