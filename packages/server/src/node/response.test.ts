import { createManualClock, settle } from "@parley/clock/manual";
import { expect, test } from "vitest";
import { start, until, untilIdle } from "../__fixtures__/host.ts";
import { answersOf, connectRaw, get } from "../__fixtures__/raw-client.ts";

test("a response goes out with its status, headers and cookies, and without what belongs to the connection", async () => {
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
])("a response to %s with %i has no body", async (method, status, line) => {
  const { port } = await start(() => new Response(method === "HEAD" ? "abc" : null, { status }));
  const client = await connectRaw(port, `${method} / HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n`);
  const text = (await client.closed).toLowerCase();
  expect(text.slice(text.indexOf("\r\n\r\n"))).toBe("\r\n\r\n");
  expect(text).toContain(line);
  expect(text).not.toContain("transfer-encoding");
});

test("a response whose body comes slowly is sent as it comes", async () => {
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

test("a handler that throws is answered with 500 and nothing of the error [server.answer.no-detail]", async () => {
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

test("a response with a header that HTTP does not have is answered with 500, and its body is cancelled", async () => {
  const log: unknown[] = [];
  const body = new ReadableStream({ cancel: () => void log.push("cancelled") });
  const { port } = await start(() => new Response(body, { headers: { "x-a": "\u0001" } }), {
    onError: () => log.push("told"),
  });
  expect((await fetch(`http://127.0.0.1:${port}/`)).status).toBe(500);
  await until(() => log.length > 1);
  expect(log).toEqual(["told", "cancelled"]);
});

test.each([
  ["fails", (controller: ReadableStreamDefaultController) => controller.error(new Error("oops")), {}],
  [
    "is shorter than its length",
    (controller: ReadableStreamDefaultController) => controller.close(),
    { "content-length": "9" },
  ],
])("a response whose body %s in the middle is cut, not completed", async (_name, end, headers) => {
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

test("a response that nobody takes is given up after the stall timeout", async () => {
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
  await until(() => clock.sleeping() > 0);
  await clock.advance(1_000);
  await untilIdle(started);
  expect([log, clock.sleeping()]).toEqual([["cancelled"], 0]);
  client.socket.destroy();
});

test("a response that is not wanted any more is cancelled, also when it comes later", async () => {
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
  await until(() => log.length > 0);
  client.socket.destroy();
  await untilIdle(started);
  answer();
  await settle();
  expect(log).toEqual(["asked", "aborted", "cancelled"]);
});

test("a response to HEAD does not wait for a body that is slow to stop", async () => {
  const { url } = await start(() => new Response(new ReadableStream({ cancel: () => new Promise(() => {}) })));
  expect((await fetch(url, { method: "HEAD" })).status).toBe(200);
});
