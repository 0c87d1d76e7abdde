import { describe, expect, test } from "vitest";
import { start, until, untilIdle } from "../__fixtures__/host.ts";
import { answersOf, connectRaw, get } from "../__fixtures__/raw-client.ts";
import type { FetchHandler } from "./exchange.ts";
import { listen } from "./listen.ts";

const echo: FetchHandler = async (request) =>
  Response.json({
    method: request.method,
    url: request.url,
    headers: Object.fromEntries(request.headers),
    body: await request.text(),
  });

describe("connections", () => {
  test("carry several requests, pipelined too, answered in order", async () => {
    const { port } = await start((request) => new Response(new URL(request.url).pathname));
    const client = await connectRaw(port, get("/1") + get("/2") + get("/3", "connection: close\r\n"));
    expect(answersOf(await client.closed).map(({ body }) => body)).toEqual(["/1", "/2", "/3"]);
  });

  test("that go with several requests pending leave none behind, and start none", async () => {
    const signals: AbortSignal[] = [];
    const started = await start((request) => {
      signals.push(request.signal);
      return new Promise(() => {});
    });
    const client = await connectRaw(started.port, get("/1") + get("/2"));
    await until(() => started.counts().requests === 2);
    client.socket.destroy();
    await untilIdle(started);
    expect(signals.map(({ aborted }) => aborted)).toEqual([true]);
  });

  test("serve no more requests than they may", async () => {
    const { port } = await start((request) => new Response(new URL(request.url).pathname), { maxRequestsPerSocket: 2 });
    const client = await connectRaw(port, get("/1"));
    await client.until("/1");
    client.socket.write(get("/2") + get("/3"));
    expect(answersOf(await client.closed).map(({ body }) => body)).toEqual(["/1", "/2"]);
  });

  test("beyond the limit are closed", async () => {
    const { port } = await start(() => new Response("ok"), { maxConnections: 1 });
    const first = await connectRaw(port);
    const second = await connectRaw(port, get());
    expect(await second.closed).toBe("");
    first.socket.write(get("/", "connection: close\r\n"));
    expect(answersOf(await first.closed)).toMatchObject([{ status: 200, body: "ok" }]);
  });

  test("that idle are closed after the keep-alive timeout", async () => {
    const { port } = await start(() => new Response("ok"), { keepAliveTimeout: 1 });
    const client = await connectRaw(port, get());
    expect(answersOf(await client.closed)).toMatchObject([{ status: 200 }]);
  });

  test("that send nonsense behind a request get its answer, or are cut, but never both answers in one", async () => {
    let answer = (_response: Response): void => {};
    const started = await start(
      () =>
        new Promise((resolve) => {
          answer = resolve;
        }),
    );
    let controller: ReadableStreamDefaultController | undefined;
    const client = await connectRaw(started.port, get());
    await until(() => started.counts().requests > 0);
    answer(
      new Response(
        new ReadableStream({
          start(given) {
            controller = given;
            given.enqueue(Buffer.from("first"));
          },
        }),
      ),
    );
    await client.until("first");
    client.socket.write("nonsense\r\n\r\n");
    const text = await client.closed;
    expect(text.match(/HTTP\/1\.1/g)).toHaveLength(1);
    await untilIdle(started);
    expect(() => controller?.enqueue(Buffer.from("second"))).toThrow();
  });
});

test("a port that is taken rejects", async () => {
  const { port } = await start(echo);
  await expect(listen(echo, { port })).rejects.toMatchObject({ code: "EADDRINUSE" });
});

test("the same handler answers in process what it answers on the port", async () => {
  const { url } = await start(echo);
  const init = { method: "POST", headers: { "x-a": "1" }, body: "abc" };
  const remote = (await (await fetch(`${url}/a?b=1`, init)).json()) as object;
  const local = (await (await echo(new Request(`${url}/a?b=1`, init))).json()) as object;
  expect({ ...remote, headers: 0 }).toEqual({ ...local, headers: 0 });
});
