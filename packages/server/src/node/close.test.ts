import { once } from "node:events";
import { connect } from "node:net";
import { createManualClock, settle } from "@parley/clock/manual";
import { expect, test } from "vitest";
import { start, until, untilIdle } from "../__fixtures__/host.ts";
import { answersOf, connectRaw, get } from "../__fixtures__/raw-client.ts";
import { begin, content, done, linesOf, sendTask, untilAborted } from "../__fixtures__/task-stream.ts";

/** A handler that answers when the test says so. */
function createGate() {
  const waiting: ((response: Response) => void)[] = [];
  return {
    waiting,
    handler: () => new Promise<Response>((resolve) => waiting.push(resolve)),
  };
}

test("closing refuses new connections, closes idle ones, and lets requests finish [server.stream.shutdown]", async () => {
  const log: string[] = [];
  const gate = createGate();
  const host = await start(({ url }) => (url.endsWith("/now") ? new Response("now") : gate.handler()), {
    onClosing: () => log.push("closing"),
  });
  const idle = await connectRaw(host.port, get("/now"));
  await idle.until("now");
  const silent = await connectRaw(host.port);
  const busy = await connectRaw(host.port, get("/later"));
  await until(() => gate.waiting.length === 1);
  const closing = host.close().then((report) => log.push(`cut ${report.cut}`));
  expect(log).toEqual(["closing"]);
  await Promise.all([idle.closed, silent.closed]);
  const refused = connect({ port: host.port, host: "127.0.0.1" });
  const [error] = await once(refused, "error");
  expect([error.code, log]).toEqual(["ECONNREFUSED", ["closing"]]);
  gate.waiting[0]?.(new Response("later"));
  const [answer] = answersOf(await busy.closed);
  expect([answer?.body, /connection: close/i.test(answer?.head ?? "")]).toEqual(["later", true]);
  await closing;
  expect(log).toEqual(["closing", "cut 0"]);
});

test("a second call gives the same promise", async () => {
  const host = await start(() => new Response());
  expect(host.close()).toBe(host.close({ deadline: 1 }));
});

test("open streams end with the contract's event, complete and at once [server.stream.shutdown]", async () => {
  let isLeft = false;
  const host = await start(
    () =>
      sendTask(async function* (signal) {
        try {
          yield begin;
          yield await untilAborted(signal);
        } finally {
          isLeft = true;
        }
      }).response,
  );
  const client = await connectRaw(host.port, get());
  await client.until("history_done");
  expect(await host.close()).toEqual({ cut: 0 });
  expect(linesOf(answersOf(await client.closed)[0]?.body ?? "")).toEqual([
    'history_done {"messageCount":0,"isStreaming":true}',
    'error {"message":"The server shuts down."}',
  ]);
  await untilIdle(host);
  expect(isLeft).toBe(true);
});

test("a stream that begins while the server closes is told, too", async () => {
  const gate = createGate();
  const host = await start(gate.handler);
  const client = await connectRaw(host.port, get());
  await until(() => gate.waiting.length === 1);
  const closing = host.close();
  gate.waiting[0]?.(
    sendTask(async function* (signal) {
      yield await untilAborted(signal);
    }).response,
  );
  expect(linesOf(answersOf(await client.closed)[0]?.body ?? "")).toEqual([
    'error {"message":"The server shuts down."}',
  ]);
  expect(await closing).toEqual({ cut: 0 });
});

test("open streams may finish instead", async () => {
  const clock = createManualClock();
  const host = await start(
    () =>
      sendTask(
        async function* (signal) {
          yield begin;
          await clock.sleep(1_000, signal);
          yield done;
        },
        { clock },
      ).response,
    { clock },
  );
  const client = await connectRaw(host.port, get());
  await client.until("history_done");
  const closing = host.close({ streams: "finish" });
  await clock.advance(1_000);
  expect(linesOf(answersOf(await client.closed)[0]?.body ?? "").at(-1)).toBe('done {"finalResponse":"Hi"}');
  expect([await closing, clock.sleeping()]).toEqual([{ cut: 0 }, 0]);
});

test("what is not finished at the deadline is told and cut, and the handlers know [server.stream.shutdown]", async () => {
  const clock = createManualClock();
  const log: unknown[] = [];
  const host = await start(
    ({ url, signal }) => {
      signal.addEventListener("abort", () => log.push(new URL(url).pathname));
      if (url.endsWith("/hang")) return new Promise(() => {});
      return sendTask(async function* (left) {
        yield begin;
        yield await untilAborted(left);
      }).response;
    },
    { clock },
  );
  const stream = await connectRaw(host.port, get("/stream"));
  const hanging = await connectRaw(host.port, get("/hang"));
  await stream.until("history_done");
  await until(() => host.counts().requests === 2);
  const closing = host.close({ streams: "finish", deadline: 5_000 });
  await clock.advance(4_999);
  expect([host.counts(), log]).toEqual([{ connections: 2, requests: 2, streams: 1 }, []]);
  await clock.advance(1);
  // The stream has got its end with the deadline, so that nothing of it was cut.
  expect(answersOf(await stream.closed)[0]?.body).toContain("The server shuts down.");
  expect([await hanging.closed, (await closing).cut > 0, log]).toEqual(["", true, ["/hang"]]);
});

test("a source that ignores its signal does not hold the server", async () => {
  const clock = createManualClock();
  let goOn = (): void => {};
  const host = await start(
    () =>
      sendTask(async function* () {
        yield begin;
        await new Promise<void>((resolve) => {
          goOn = resolve;
        });
        yield done;
      }).response,
    { clock },
  );
  const client = await connectRaw(host.port, get());
  await client.until("history_done");
  expect(await host.close()).toEqual({ cut: 0 });
  await client.closed;
  expect(host.counts()).toEqual({ connections: 0, requests: 0, streams: 1 });
  goOn();
  await untilIdle(host);
});

test("the server goes on as before for the delay", async () => {
  const clock = createManualClock();
  const log: string[] = [];
  const host = await start(() => new Response("ok"), { clock, onClosing: () => log.push("closing") });
  const closing = host.close({ delay: 2_000, deadline: 3_000 }).then(() => log.push("closed"));
  await clock.advance(1_999);
  const client = await connectRaw(host.port, get());
  const [answer] = answersOf(await client.until("ok"));
  expect([log, answer?.head.includes("keep-alive")]).toEqual([["closing"], true]);
  await clock.advance(1);
  await client.closed;
  await closing;
  expect([log, clock.sleeping()]).toEqual([["closing", "closed"], 0]);
});

test("a response that is complete but not yet taken is not cut", async () => {
  const size = 16 * 1_048_576;
  const host = await start(() => new Response(new Uint8Array(size)));
  const client = await connectRaw(host.port, get());
  await client.until("\r\n\r\n");
  client.socket.pause();
  for (let turn = 0; turn < 20; turn += 1) await settle();
  const closing = host.close();
  for (let turn = 0; turn < 20; turn += 1) await settle();
  client.socket.resume();
  expect(answersOf(await client.closed)[0]?.body.length).toBe(size);
  expect(await closing).toEqual({ cut: 0 });
});

test("pipelined responses that are complete but not yet taken are not cut", async () => {
  const host = await start(() => new Response("x".repeat(60_000)));
  const client = await connectRaw(host.port);
  client.socket.pause();
  client.socket.write(get().repeat(200));
  for (let turn = 0; turn < 50; turn += 1) await settle();
  const closing = host.close();
  for (let turn = 0; turn < 20; turn += 1) await settle();
  client.socket.resume();
  expect(answersOf(await client.closed)).toHaveLength(200);
  expect(await closing).toEqual({ cut: 0 });
});

test("slow readers of the last events get them within the deadline", async () => {
  const host = await start(
    () =>
      sendTask(async function* (signal) {
        yield begin;
        yield content("x".repeat(16 * 1_048_576));
        yield await untilAborted(signal);
      }).response,
  );
  const client = await connectRaw(host.port, get());
  await client.until("history_done");
  client.socket.pause();
  const closing = host.close();
  for (let turn = 0; turn < 20; turn += 1) await settle();
  client.socket.resume();
  expect(answersOf(await client.closed)[0]?.body).toMatch(
    /event: error\ndata: {"message":"The server shuts down."}\n\n$/,
  );
  expect(await closing).toEqual({ cut: 0 });
});

test("closing is not held by a client who has stopped in the middle of a body [server.stream.shutdown]", async () => {
  const clock = createManualClock();
  const host = await start((request) => request.text().then((text) => new Response(text)), {
    clock,
    onError: () => {},
  });
  const stopped = await connectRaw(host.port, "POST / HTTP/1.1\r\nhost: a\r\ncontent-length: 10\r\n\r\nhalf");
  const sending = await connectRaw(host.port, "POST / HTTP/1.1\r\nhost: a\r\ncontent-length: 10\r\n\r\n1234");
  await until(() => host.counts().requests === 2);
  const closing = host.close();
  for (const text of ["5", "6", "78"]) {
    const before = sending.socket.bytesWritten;
    sending.socket.write(text);
    await until(() => sending.socket.bytesWritten > before);
    for (let turn = 0; turn < 5; turn += 1) await settle();
    await clock.advance(1_000);
  }
  expect(answersOf(await stopped.closed)).toMatchObject([{ status: 408 }]);
  sending.socket.write("90");
  expect(answersOf(await sending.closed)).toMatchObject([{ status: 200, body: "1234567890" }]);
  expect([await closing, clock.sleeping()]).toEqual([{ cut: 1 }, 0]);
});
