import { once } from "node:events";
import { request as send } from "node:http";
import { createManualClock, settle } from "@parley/clock/manual";
import { expect, test } from "vitest";
import { start, until, untilIdle } from "../__fixtures__/host.ts";
import { answersOf, connectRaw, get } from "../__fixtures__/raw-client.ts";
import { viewOf } from "../host/index.ts";
import type { FetchHandler } from "./exchange.ts";

const echo: FetchHandler = async (request) =>
  Response.json({
    method: request.method,
    url: request.url,
    headers: Object.fromEntries(request.headers),
    body: await request.text(),
  });

test("a request comes with its method, address, headers and body", async () => {
  const { port } = await start(echo);
  const response = await fetch(`http://127.0.0.1:${port}/a%20b/../c?x=1&x=%C5%BC`, {
    method: "PATCH",
    headers: {
      "x-a": "1",
      "user-agent": "t",
      accept: "*/*",
      "accept-language": "*",
      "accept-encoding": "x",
      "sec-fetch-mode": "x",
    },
    body: "żółw",
  });
  expect(response.headers.get("content-length")).not.toBeNull();
  expect(await response.json()).toMatchObject({
    method: "PATCH",
    url: `http://127.0.0.1:${port}/c?x=1&x=%C5%BC`,
    headers: { "x-a": "1", "content-length": "7", "content-type": "text/plain;charset=UTF-8" },
    body: "żółw",
  });
});

test("a request keeps its header lines apart", async () => {
  const seen: unknown[] = [];
  const { port } = await start((request) => {
    seen.push(request.headers.get("x-api-key"), viewOf(request).rawHeaders, viewOf(new Request(request)).rawHeaders);
    return new Response();
  });
  const client = await connectRaw(port, get("/", "X-Api-Key: a\r\nx-api-key: b\r\nconnection: close\r\n"));
  await client.closed;
  expect(seen).toEqual([
    "a, b",
    ["host", "test", "X-Api-Key", "a", "x-api-key", "b", "connection", "close"],
    undefined,
  ]);
});

const unusable: readonly (readonly [name: string, text: string, status: number])[] = [
  ["two hosts [server.host.field]", "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", 400],
  ["a host with a path [server.host.field]", "GET / HTTP/1.1\r\nHost: a/b\r\n\r\n", 400],
  ["a host with a user [server.host.field]", "GET / HTTP/1.1\r\nHost: a@b\r\n\r\n", 400],
  ["an empty host [server.host.field]", "GET / HTTP/1.1\r\nHost:\r\n\r\n", 400],
  ["no host [server.host.field]", "GET / HTTP/1.1\r\n\r\n", 400],
  ["a port out of range", "GET / HTTP/1.1\r\nHost: a:99999\r\n\r\n", 400],
  ["a target that is no path", "OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n", 400],
  ["an address with a user", "GET http://a:b@c/ HTTP/1.1\r\nHost: a\r\n\r\n", 400],
  ["TRACE", "TRACE / HTTP/1.1\r\nHost: a\r\n\r\n", 501],
  ["no HTTP", "hello\r\n\r\n", 400],
  ["bare LF in a header", "GET / HTTP/1.1\r\nHost: a\r\nx: a\n b\r\n\r\n", 400],
  ["a folded header", "GET / HTTP/1.1\r\nHost: a\r\nx: a\r\n b\r\n\r\n", 400],
  [
    "two lengths [server.host.framing]",
    "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab",
    400,
  ],
  [
    "a length and chunks [server.host.framing]",
    "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    400,
  ],
  ["200 headers [server.head.size]", get("/", "x: a\r\n".repeat(200)), 431],
  ["headers of 20 KiB [server.head.size] [server.credential.garbage]", get("/", `x: ${"a".repeat(20_480)}\r\n`), 431],
  ["an address of 20 KiB [server.head.size]", get(`/${"a".repeat(20_480)}`), 431],
];

test.each(unusable)("a request with %s is answered without the handler", async (_name, text, status) => {
  const { port } = await start(() => new Response("handled"));
  const client = await connectRaw(port, text);
  const [answer, ...others] = answersOf(await client.closed);
  expect([answer?.status, JSON.parse(answer?.body ?? ""), others]).toEqual([
    status,
    { type: "about:blank", title: expect.any(String), status },
    [],
  ]);
  expect(answer?.head).toMatch(/content-type: application\/problem\+json\r\n/);
  expect(answer?.head).toMatch(/x-content-type-options: nosniff\r\n/);
});

test("a request that the host refuses is answered in the form that is set", async () => {
  const { port } = await start(echo, {
    toErrorBody: (status) => ({ mediaType: "application/json", body: `{"error":${status}}` }),
  });
  const client = await connectRaw(port, "nonsense\r\n\r\n");
  expect(answersOf(await client.closed)).toMatchObject([{ status: 400, body: '{"error":400}' }]);
});

test("a request whose head does not come in time is answered with 408 [server.head.timeout]", async () => {
  const { port } = await start(echo, { headersTimeout: 20 });
  const client = await connectRaw(port, "GET / HTTP/1.1\r\nhost: a\r\n");
  expect(answersOf(await client.closed)).toMatchObject([{ status: 408 }]);
});

test("a request whose body does not come in time is answered with 408, and the handler is told [server.upload.slow]", async () => {
  const log: unknown[] = [];
  const { port } = await start(
    async (request) => {
      await request.text().catch((error) => log.push(error.name, request.signal.aborted));
      return new Response();
    },
    { requestTimeout: 20 },
  );
  const client = await connectRaw(port, "POST / HTTP/1.1\r\nhost: a\r\ncontent-length: 9\r\n\r\nabc");
  expect(answersOf(await client.closed)).toMatchObject([{ status: 408 }]);
  await settle();
  expect(log).toEqual(["AbortError", true]);
});

test("a request that asks before it sends is told to go on when the body is read, and not before", async () => {
  const { port } = await start(async (request) =>
    request.headers.has("x-big") ? new Response(null, { status: 413 }) : new Response(await request.text()),
  );
  const head = "POST / HTTP/1.1\r\nhost: a\r\ncontent-length: 3\r\nexpect: 100-continue\r\nconnection: close\r\n";
  const small = await connectRaw(port, `${head}\r\n`);
  await small.until("HTTP/1.1 100 Continue\r\n\r\n");
  small.socket.write("abc");
  expect(await small.closed).toMatch(/\r\n\r\nabc$/);
  const big = await connectRaw(port, `${head}x-big: 1\r\n\r\n`);
  expect(answersOf(await big.closed)).toMatchObject([{ status: 413 }]);
});

test("a request that is cut off in its body rejects the read, aborts the signal and leaves nothing open", async () => {
  const log: unknown[] = [];
  const errors: unknown[] = [];
  const started = await start(
    async (request) => {
      log.push("reads");
      await request.arrayBuffer().catch((error) => log.push(error.name));
      log.push(request.signal.aborted);
      throw new Error("nobody is there to see it");
    },
    { onError: (error) => errors.push(error) },
  );
  const client = await connectRaw(started.port, "POST / HTTP/1.1\r\nhost: a\r\ncontent-length: 1000\r\n\r\nabc");
  await until(() => log.length > 0);
  client.socket.destroy();
  await untilIdle(started);
  expect([log, errors]).toEqual([["reads", "AbortError", true], []]);
});

test("the body of a request is not read ahead of the handler", async () => {
  let goOn: (() => void) | undefined;
  const { port } = await start(async ({ body }) => {
    let length = 0;
    const reader = body?.getReader();
    for (;;) {
      const { value } = (await reader?.read()) ?? {};
      if (!value) break;
      length += value.length;
      if (goOn) continue;
      await new Promise<void>((resolve) => {
        goOn = resolve;
      });
    }
    return new Response(String(length));
  });
  const size = 32 * 1024 * 1024;
  const head = `POST / HTTP/1.1\r\nhost: a\r\ncontent-length: ${size}\r\nconnection: close\r\n\r\n`;
  const client = await connectRaw(port, head);
  client.socket.write(Buffer.alloc(size));
  await until(() => goOn !== undefined);
  for (let turn = 0; turn < 50; turn += 1) await settle();
  expect(client.socket.writableLength).toBeGreaterThan(0);
  goOn?.();
  expect(answersOf(await client.closed)).toMatchObject([{ status: 200, body: String(size) }]);
});

test("the body of a request that nobody wants does not keep its sender from the answer [server.body.announced-size]", async () => {
  const { port } = await start(() => new Response("too large", { status: 413 }));
  const size = 8 * 1024 * 1024;
  const outgoing = send({ port, method: "POST", headers: { "content-length": size } });
  outgoing.on("error", () => {});
  outgoing.end(Buffer.alloc(size));
  const [incoming] = await once(outgoing, "response");
  expect([incoming.statusCode, incoming.headers.connection]).toEqual([413, "close"]);
  expect((await incoming.toArray()).join("")).toBe("too large");
});

test("the body of a request that never ends is left behind after a time", async () => {
  const clock = createManualClock();
  const started = await start(() => new Response(null, { status: 413 }), { clock });
  const client = await connectRaw(
    started.port,
    "POST / HTTP/1.1\r\nhost: a\r\ntransfer-encoding: chunked\r\n\r\n1\r\na\r\n",
  );
  await client.until("413");
  await until(() => clock.sleeping() > 0);
  await clock.advance(2_000);
  expect(answersOf(await client.closed)).toMatchObject([{ status: 413 }]);
});

test.each([
  ["localhost:4010", 200],
  ["LOCALHOST", 200],
  ["[::1]:1", 200],
  ["evil.example", 421],
  ["localhost.evil.example", 421],
  ["127.0.0.1", 421],
])(
  "a request for the host %s, where only two names are served, is answered with %i [server.host.rebinding]",
  async (name, status) => {
    const { port } = await start(() => new Response(), { allowedHosts: ["localhost", "[::1]"] });
    const client = await connectRaw(port, `GET / HTTP/1.1\r\nhost: ${name}\r\nconnection: close\r\n\r\n`);
    expect(answersOf(await client.closed)).toMatchObject([{ status }]);
  },
);
