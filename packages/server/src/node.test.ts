import { once } from "node:events";
import { request as send } from "node:http";
import { describe, expect, test } from "vitest";
import { createManualClock, settle } from "./__fixtures__/clock.ts";
import { start, untilIdle } from "./__fixtures__/host.ts";
import { answersOf, connectRaw, get } from "./__fixtures__/raw-client.ts";
import { type FetchHandler, listen } from "./node.ts";
import { rawHeadersOf } from "./raw-headers.ts";

const echo: FetchHandler = async (request) =>
  Response.json({
    method: request.method,
    url: request.url,
    headers: Object.fromEntries(request.headers),
    body: await request.text(),
  });

describe("a request", () => {
  test("comes with its method, address, headers and body", async () => {
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

  test("keeps its header lines apart", async () => {
    const seen: unknown[] = [];
    const { port } = await start((request) => {
      seen.push(request.headers.get("x-api-key"), rawHeadersOf(request), rawHeadersOf(new Request(request)));
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
    ["two hosts", "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", 400],
    ["a host with a path", "GET / HTTP/1.1\r\nHost: a/b\r\n\r\n", 400],
    ["a host with a user", "GET / HTTP/1.1\r\nHost: a@b\r\n\r\n", 400],
    ["an empty host", "GET / HTTP/1.1\r\nHost:\r\n\r\n", 400],
    ["no host", "GET / HTTP/1.1\r\n\r\n", 400],
    ["a port out of range", "GET / HTTP/1.1\r\nHost: a:99999\r\n\r\n", 400],
    ["a target that is no path", "OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n", 400],
    ["an address with a user", "GET http://a:b@c/ HTTP/1.1\r\nHost: a\r\n\r\n", 400],
    ["TRACE", "TRACE / HTTP/1.1\r\nHost: a\r\n\r\n", 501],
    ["no HTTP", "hello\r\n\r\n", 400],
    ["bare LF in a header", "GET / HTTP/1.1\r\nHost: a\r\nx: a\n b\r\n\r\n", 400],
    ["a folded header", "GET / HTTP/1.1\r\nHost: a\r\nx: a\r\n b\r\n\r\n", 400],
    ["two lengths", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab", 400],
    [
      "a length and chunks",
      "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
      400,
    ],
    ["headers of 20 KiB", get("/", `x: ${"a".repeat(20_480)}\r\n`), 431],
    ["an address of 20 KiB", get(`/${"a".repeat(20_480)}`), 431],
  ];

  test.each(unusable)("with %s is answered without the handler", async (_name, text, status) => {
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

  test("that the host refuses is answered in the form that is set", async () => {
    const { port } = await start(echo, {
      toErrorBody: (status) => ({ mediaType: "application/json", body: `{"error":${status}}` }),
    });
    const client = await connectRaw(port, "nonsense\r\n\r\n");
    expect(answersOf(await client.closed)).toMatchObject([{ status: 400, body: '{"error":400}' }]);
  });

  test("whose head does not come in time is answered with 408", async () => {
    const { port } = await start(echo, { headersTimeout: 20 });
    const client = await connectRaw(port, "GET / HTTP/1.1\r\nhost: a\r\n");
    expect(answersOf(await client.closed)).toMatchObject([{ status: 408 }]);
  });

  test("whose body does not come in time is answered with 408, and the handler is told", async () => {
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

  test("that asks before it sends is told to go on when the body is read, and not before", async () => {
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

  test("that is cut off in its body rejects the read, aborts the signal and leaves nothing open", async () => {
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
    while (log.length === 0) await settle();
    client.socket.destroy();
    await untilIdle(started);
    expect([log, errors]).toEqual([["reads", "AbortError", true], []]);
  });

  test("body is not read ahead of the handler", async () => {
    let goOn = (): void => {};
    const { port } = await start(async (request) => {
      await new Promise<void>((resolve) => {
        goOn = resolve;
      });
      return new Response(String((await request.arrayBuffer()).byteLength));
    });
    const size = 32 * 1024 * 1024;
    const client = await connectRaw(
      port,
      `POST / HTTP/1.1\r\nhost: a\r\ncontent-length: ${size}\r\nconnection: close\r\n\r\n`,
    );
    client.socket.write(Buffer.alloc(size));
    while (!goOn.name) await settle();
    for (let turn = 0; turn < 50; turn += 1) await settle();
    expect(client.socket.writableLength).toBeGreaterThan(0);
    goOn();
    expect(answersOf(await client.closed)).toMatchObject([{ status: 200, body: String(size) }]);
  });

  test("body that nobody wants does not keep its sender from the answer", async () => {
    const { port } = await start(() => new Response("too large", { status: 413 }));
    const size = 8 * 1024 * 1024;
    const outgoing = send({ port, method: "POST", headers: { "content-length": size } });
    outgoing.on("error", () => {});
    outgoing.end(Buffer.alloc(size));
    const [incoming] = await once(outgoing, "response");
    expect([incoming.statusCode, incoming.headers.connection]).toEqual([413, "close"]);
    expect((await incoming.toArray()).join("")).toBe("too large");
  });

  test("body that never ends is left behind after a time", async () => {
    const clock = createManualClock();
    const started = await start(() => new Response(null, { status: 413 }), { clock });
    const client = await connectRaw(
      started.port,
      "POST / HTTP/1.1\r\nhost: a\r\ntransfer-encoding: chunked\r\n\r\n1\r\na\r\n",
    );
    await client.until("413");
    while (clock.sleeping() === 0) await settle();
    await clock.advance(2_000);
    expect(answersOf(await client.closed)).toMatchObject([{ status: 413 }]);
  });
});

describe("a response", () => {
  test("goes out with its status, headers and cookies, and without what belongs to the connection", async () => {
    const { port } = await start(
      () =>
        new Response("a", {
          status: 202,
          headers: [
            ["set-cookie", "a=1"],
            ["set-cookie", "b=2"],
            ["x-a", "1"],
            ["transfer-encoding", "gzip"],
            ["connection", "upgrade"],
          ],
        }),
    );
    const client = await connectRaw(port, get("/", "connection: close\r\n"));
    const [{ status, body, head } = { head: "" }] = answersOf(await client.closed);
    expect([status, body]).toEqual([202, "a"]);
    expect(
      head
        .toLowerCase()
        .split("\r\n")
        .slice(1, -2)
        .filter((line) => !line.startsWith("date")),
    ).toEqual([
      "content-type: text/plain;charset=utf-8",
      "set-cookie: a=1",
      "set-cookie: b=2",
      "x-a: 1",
      "content-length: 1",
      "connection: close",
    ]);
  });

  test.each([
    ["HEAD", 200, "content-type: text/plain;charset=utf-8"],
    ["GET", 204, ""],
    ["GET", 304, ""],
    ["GET", 404, "content-length: 0"],
  ])("to %s with %i has no body", async (method, status, line) => {
    const { port } = await start(() => new Response(method === "HEAD" ? "abc" : null, { status }));
    const client = await connectRaw(port, `${method} / HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n`);
    const text = (await client.closed).toLowerCase();
    expect(text.slice(text.indexOf("\r\n\r\n"))).toBe("\r\n\r\n");
    expect(text).toContain(line);
    expect(text).not.toContain("transfer-encoding");
  });

  test("whose body comes slowly is sent as it comes", async () => {
    let controller: ReadableStreamDefaultController<Uint8Array> | undefined;
    const body = new ReadableStream<Uint8Array>({
      start(given) {
        controller = given;
      },
    });
    const { port } = await start(() => new Response(body));
    const client = await connectRaw(port, get("/", "connection: close\r\n"));
    await client.until("\r\n\r\n");
    controller?.enqueue(Buffer.from("one"));
    await client.until("one");
    controller?.enqueue(Buffer.from("two"));
    await client.until("two");
    controller?.close();
    expect(answersOf(await client.closed)).toMatchObject([{ status: 200, body: "onetwo" }]);
  });

  test("that throws is answered with 500 and nothing of the error", async () => {
    const errors: unknown[] = [];
    const { port } = await start(
      () => {
        throw new Error("secret");
      },
      { onError: (error) => errors.push(error) },
    );
    const response = await fetch(`http://127.0.0.1:${port}/`);
    expect([response.status, await response.text(), errors]).toEqual([
      500,
      '{"type":"about:blank","title":"Internal Server Error","status":500}',
      [new Error("secret")],
    ]);
  });

  test("with a header that HTTP does not have is answered with 500, and its body is cancelled", async () => {
    const log: unknown[] = [];
    const body = new ReadableStream({ cancel: (reason) => void log.push(reason.code) });
    const { port } = await start(() => new Response(body, { headers: { "x-a": "\u0001" } }), {
      onError: () => log.push("told"),
    });
    expect((await fetch(`http://127.0.0.1:${port}/`)).status).toBe(500);
    expect(log).toContain("told");
  });

  test.each([
    ["fails", (controller: ReadableStreamDefaultController) => controller.error(new Error("oops")), {}],
    [
      "is shorter than its length",
      (controller: ReadableStreamDefaultController) => controller.close(),
      { "content-length": "9" },
    ],
  ])("whose body %s in the middle is cut, not completed", async (_name, end, headers) => {
    let controller: ReadableStreamDefaultController | undefined;
    const body = new ReadableStream({
      start(given) {
        controller = given;
        given.enqueue(Buffer.from("abc"));
      },
    });
    const { port } = await start(() => new Response(body, { headers: headers as Record<string, string> }), {
      onError: () => {},
    });
    const client = await connectRaw(port, get());
    await client.until("abc");
    if (controller) end(controller);
    expect(await client.closed).not.toMatch(/\r\n0\r\n\r\n$/);
  });

  test("that nobody takes is given up after the stall timeout", async () => {
    const clock = createManualClock();
    const log: string[] = [];
    const started = await start(
      () =>
        new Response(
          new ReadableStream({
            pull: (controller) => controller.enqueue(new Uint8Array(1_048_576)),
            cancel: () => void log.push("cancelled"),
          }),
        ),
      { clock, stallTimeout: 1_000 },
    );
    const client = await connectRaw(started.port, get());
    client.socket.pause();
    while (clock.sleeping() === 0) await settle();
    await clock.advance(1_000);
    await untilIdle(started);
    expect([log, clock.sleeping()]).toEqual([["cancelled"], 0]);
    client.socket.destroy();
  });

  test("that is not wanted any more is cancelled, also when it comes later", async () => {
    const log: string[] = [];
    let answer = (): void => {};
    const started = await start(async (request) => {
      request.signal.addEventListener("abort", () => log.push("aborted"));
      await new Promise<void>((resolve) => {
        answer = resolve;
        log.push("asked");
      });
      return new Response(new ReadableStream({ cancel: () => void log.push("cancelled") }));
    });
    const client = await connectRaw(started.port, get());
    while (log.length === 0) await settle();
    client.socket.destroy();
    await untilIdle(started);
    answer();
    await settle();
    expect(log).toEqual(["asked", "aborted", "cancelled"]);
  });
});

describe("connections", () => {
  test("carry several requests, pipelined too, answered in order", async () => {
    const { port } = await start((request) => new Response(new URL(request.url).pathname));
    const client = await connectRaw(port, get("/1") + get("/2") + get("/3", "connection: close\r\n"));
    expect(answersOf(await client.closed).map(({ body }) => body)).toEqual(["/1", "/2", "/3"]);
  });

  test("that go with several requests pending leave none behind", async () => {
    const signals: AbortSignal[] = [];
    const started = await start((request) => {
      signals.push(request.signal);
      return new Promise(() => {});
    });
    const client = await connectRaw(started.port, get("/1") + get("/2"));
    while (signals.length < 2) await settle();
    client.socket.destroy();
    await untilIdle(started);
    expect(signals.map(({ aborted }) => aborted)).toEqual([true, true]);
  });

  test("serve no more requests than they may", async () => {
    const { port } = await start((request) => new Response(new URL(request.url).pathname), { maxRequestsPerSocket: 2 });
    const client = await connectRaw(port, get("/1"));
    await client.until("/1");
    client.socket.write(get("/2"));
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
    while (started.counts().requests === 0) await settle();
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
