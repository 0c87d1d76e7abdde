/** How a contract is served: addresses, methods, refusals, headers of every answer. */

import { createManualClock, settle } from "@parley/clock/manual";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import { chat, golden, handlers, serveGolden, summarize } from "./__fixtures__/golden.ts";
import { start } from "./__fixtures__/host.ts";
import { connectRaw, get } from "./__fixtures__/raw-client.ts";
import { withView } from "./host/index.ts";
import { notImplemented } from "./not-implemented.ts";
import { serve } from "./serve.ts";

const origin = "https://golden.test";
const user = { authorization: "Bearer ada" };
const file = "/folders/a/files/b";

describe("addresses and methods", () => {
  const none = "404 not_found: Not found; no operation has this path";
  const options = "204";
  test.each([
    ["GET", file, "200 a|b", null],
    ["GET", "/nowhere", none, null],
    ["GET", "/things/", none, null],
    ["GET", "//things", none, null],
    ["GET", "/.env", none, null],
    ["GET", "/things/../folders/a/files/b", "200 a|b", null],
    ["GET", "/folders/a/files/%252e%252e%252fx", "200 a|%2e%2e%2fx", null],
    ["GET", "/%2e%2e/%2e%2e/.env", none, null],
    ["GET", "/f%6Flders/a/fil%65s/b", "200 a|b", null],
    ["GET", "/folders/a/files/..%2f..%2fetc%2fpasswd", "200 a|../../etc/passwd", null],
    ["PUT", "/things", "405 method_not_allowed: Method not allowed; use GET or POST", "GET, POST, OPTIONS"],
    ["PUT", file, "405 method_not_allowed: Method not allowed; use GET", "GET, HEAD, OPTIONS"],
    ["OPTIONS", file, options, "GET, HEAD, OPTIONS"],
    ["OPTIONS", "/nowhere", none, null],
    ["HEAD", file, "200", null],
    ["HEAD", "/nowhere", "404", null],
    ["HEAD", "/things", "405", "GET, POST, OPTIONS"],
  ])("%s %s [server.path.unknown] [server.path.traversal]", async (method, path, expected, allow) => {
    const { fetch } = serveGolden();
    const response = await fetch(new Request(`${origin}${path}`, { method, headers: user }));
    const text = await summarize(response);
    expect(text.replace(/\{"message":"(.*)"\}/, "$1")).toBe(expected);
    expect(response.headers.get("allow")).toBe(allow);
  });

  test("HEAD has the headers of GET", async () => {
    const { fetch } = serveGolden();
    const [get, head] = await Promise.all(
      ["GET", "HEAD"].map((method) => fetch(new Request(`${origin}${file}`, { method, headers: user }))),
    );
    expect([...(head?.headers ?? [])]).toEqual([...(get?.headers ?? [])]);
  });

  test("a GET that changes something has no HEAD that does", async () => {
    const { fetch, seen } = serveGolden();
    await fetch(new Request(`${origin}/things`, { method: "HEAD", headers: user }));
    expect(seen).toEqual({});
  });

  test("a base path precedes the paths of the contract [server.path.traversal]", async () => {
    const { fetch } = serveGolden({}, { basePath: "/golden" });
    const statuses = ["/golden/folders/a/files/b", file, "/goldenfolders/a/files/b", `/golden/%2e%2e${file}`].map(
      async (path) => (await fetch(new Request(`${origin}${path}`, { headers: user }))).status,
    );
    expect(await Promise.all(statuses)).toEqual([200, 404, 404, 404]);
  });
});

describe("what the caller takes", () => {
  test.each([
    ["application/json", "/replies", 200, "application/json"],
    ["*/*", "/replies", 200, "application/json"],
    ["text/event-stream", "/replies", 200, "text/event-stream"],
    ["application/json, text/event-stream;q=0.9", "/replies", 200, "application/json"],
    ["text/event-stream, application/json;q=0.9", "/replies", 200, "text/event-stream"],
    ["application/json, text/event-stream", "/replies?stream=true", 200, "text/event-stream"],
    ["application/json", "/replies?stream=true", 200, "application/json"],
    ["text/html", "/replies", 406, "application/json"],
    ["application/json;q=0", "/replies", 406, "application/json"],
  ])("%s of %s: %d %s [server.stream.accept]", async (accept, path, status, type) => {
    const { fetch } = serveGolden();
    const headers = { ...user, accept, "content-type": "application/json" };
    const response = await fetch(new Request(`${origin}${path}`, { method: "POST", headers, body: '{"text":"a"}' }));
    expect([response.status, response.headers.get("content-type")]).toEqual([status, type]);
  });

  test("a member of the body asks for the stream", async () => {
    const { fetch } = serveGolden();
    const headers = { ...user, "content-type": "application/json" };
    const body = '{"text":"a","stream":true}';
    const response = await fetch(new Request(`${origin}/replies`, { method: "POST", headers, body }));
    expect(await response.text()).toBe('event: content\ndata: {"text":"Hello"}\n\nevent: done\ndata: {}\n\n');
  });

  test("who takes no stream gets none, and its source is left [server.stream.accept]", async () => {
    let isLeft = false;
    const events = {
      [Symbol.asyncIterator]: () => ({
        next: () => Promise.reject(new Error("read")),
        return: async () => {
          isLeft = true;
          return { done: true as const, value: undefined };
        },
      }),
    };
    const { fetch } = serveGolden({ streamChat: () => events });
    const headers = { ...user, accept: "application/json" };
    const response = await fetch(new Request(`${origin}/chats/7`, { headers }));
    expect([response.status, isLeft]).toEqual([406, true]);
  });

  test("the signal of a handler tells of a stream that is left before its first read", async () => {
    const { fetch, seen } = serveGolden({
      async *streamChat() {
        yield { type: "left", data: { type: "left" } };
      },
    });
    const response = await fetch(new Request(`${origin}/chats/7`, { headers: user }));
    expect(seen.streamChat?.signal.aborted).toBe(false);
    await response.body?.cancel();
    expect(seen.streamChat?.signal.aborted).toBe(true);
  });
});

describe("headers of every answer", () => {
  test("of a success [server.credential.no-store] [server.answer.sniffing]", async () => {
    const { fetch } = serveGolden();
    const response = await fetch(new Request(`${origin}/things`, { headers: user }));
    expect(Object.fromEntries(response.headers)).toEqual({
      "cache-control": "no-store",
      "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
      "content-type": "application/json",
      "referrer-policy": "no-referrer",
      "x-content-type-options": "nosniff",
      "x-request-id": "id-1",
    });
  });

  test("of a stream [server.stream.unbuffered]", async () => {
    const { fetch } = serveGolden();
    const response = await fetch(new Request(`${origin}/chats/7`, { headers: user }));
    expect(Object.fromEntries(response.headers)).toEqual({
      "cache-control": "no-store, no-transform",
      "content-type": "text/event-stream",
      "x-accel-buffering": "no",
      "x-content-type-options": "nosniff",
      "x-request-id": "id-1",
    });
  });

  test("of a refused credential [server.credential.no-store]", async () => {
    const { fetch } = serveGolden();
    const response = await fetch(new Request(`${origin}${file}`, { headers: { authorization: "Bearer bad" } }));
    expect([response.status, Object.fromEntries(response.headers)]).toEqual([
      401,
      {
        "cache-control": "no-store",
        "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
        "content-type": "application/json",
        "www-authenticate":
          'Bearer realm="Golden", error="invalid_token", error_description="The credential is not valid"',
        "x-content-type-options": "nosniff",
        "x-request-id": "id-1",
      },
    ]);
  });

  test.each([
    ["caller-1.2_3", "caller-1.2_3"],
    ["short", "id-1"],
    ["<script>alert(1)</script>", "id-1"],
    ["a".repeat(129), "id-1"],
  ])("the request id %.30s becomes %s [server.answer.request-id]", async (given, expected) => {
    const { fetch } = serveGolden();
    const headers = { ...user, "x-request-id": given };
    expect((await fetch(new Request(`${origin}${file}`, { headers }))).headers.get("x-request-id")).toBe(expected);
  });
});

test("a header that must be single is refused when the host has it twice [server.credential.repeated]", async () => {
  const { fetch } = serveGolden();
  const request = new Request(`${origin}${file}`, { headers: user });
  withView(request, { rawHeaders: ["Authorization", "Bearer ada", "accept", "*/*", "authorization", "Bearer bob"] });
  // The operation declares 404 and no 400, and the path is right.
  expect(await summarize(await fetch(request))).toBe(
    '400 {"message":"malformed: header /authorization is given more than once"}',
  );
});

describe("what is not the caller's fault", () => {
  const secret = new Error("password is hunter2");
  const internal = '500 {"message":"internal: Internal server error"}';

  test.each([
    ["throws", () => Promise.reject(secret), secret],
    ["throws nothing", () => Promise.reject(undefined), undefined],
  ])("a handler that %s becomes a 500 that says nothing [server.answer.no-detail]", async (_name, getFile, error) => {
    const { fetch, errors } = serveGolden({ getFile });
    expect(await summarize(await fetch(new Request(`${origin}${file}`, { headers: user })))).toBe(internal);
    expect(errors).toEqual([error]);
  });

  test("an operation that is yet to be written answers 501", async () => {
    const { fetch, errors } = serveGolden({ getFile: notImplemented });
    expect(await summarize(await fetch(new Request(`${origin}${file}`, { headers: user })))).toBe(
      '501 {"message":"not_implemented: This operation is not implemented"}',
    );
    expect(errors).toEqual([]);
  });

  test("a verifier that throws is one too [server.credential.fail-closed]", async () => {
    const verifier = () => Promise.reject(secret);
    const authenticate = { bearer: verifier, apiKeyHeader: verifier, apiKeyQuery: verifier, oauth: verifier };
    const { fetch, errors } = serveGolden({}, { authenticate });
    expect(await summarize(await fetch(new Request(`${origin}${file}`, { headers: user })))).toBe(internal);
    expect(errors).toEqual([secret]);
  });

  test.each(["/nowhere", file])("a formatError that throws leaves an empty body at %s", async (path) => {
    const formatError = () => {
      throw secret;
    };
    const { fetch, errors } = serveGolden({}, { formatError });
    expect(await summarize(await fetch(new Request(`${origin}${path}`)))).toMatch(/^40[14] \{\}$/);
    expect(errors).toEqual([secret]);
  });

  test.each(["/nowhere", file])("a formatError whose body is no JSON leaves an empty one at %s", async (path) => {
    const { fetch, errors } = serveGolden({}, { formatError: () => ({ message: 1n }), responses: "off" });
    expect(await summarize(await fetch(new Request(`${origin}${path}`)))).toMatch(/^40[14] \{\}$/);
    expect(errors).toEqual([expect.any(TypeError)]);
  });

  test("nothing is told of a caller who has left", async () => {
    const { fetch, errors } = serveGolden({ getFile: ({ signal }) => Promise.reject(signal.reason) });
    const signal = AbortSignal.abort();
    await fetch(new Request(`${origin}${file}`, { headers: user, signal }));
    expect(errors).toEqual([]);
  });

  test.each<[string, object, string]>([
    ["document", { document: { ...golden.document, paths: {} } }, "The document has no operation listThings"],
    ["validators", { validators: {} }, "The operation listThings has no validators"],
  ])("a contract without its %s is found when the server is made", (_name, changed, message) => {
    const refuse = () => undefined;
    const make = () =>
      serve({ ...golden, ...changed } as typeof golden, handlers, {
        authenticate: { bearer: refuse, apiKeyHeader: refuse, apiKeyQuery: refuse, oauth: refuse },
        formatError: () => ({}),
      });
    expect(make).toThrow(message);
  });
});

describe("headers of an answer", () => {
  const cookies = ["a=1; Path=/", "b=2; Path=/"];

  test("several cookies are sent one by one, and a list is joined", async () => {
    const { fetch } = serveGolden({
      getFile: () => ({ status: 200, body: "x", headers: { "Set-Cookie": cookies, Vary: ["Accept", "X-Tenant"] } }),
    });
    const { headers } = await fetch(new Request(`${origin}${file}`, { headers: user }));
    expect([headers.getSetCookie(), headers.get("vary")]).toEqual([cookies, "Accept, X-Tenant"]);
  });

  test("a stream has those that its handler gives, and cookies too", async () => {
    const { fetch } = serveGolden({
      streamChat: () => ({
        status: 200,
        headers: { "Set-Cookie": cookies, "Retry-After": 5, "Cache-Control": "no-cache", "content-type": "text/html" },
        body: chat(),
      }),
    });
    const response = await fetch(new Request(`${origin}/chats/7`, { headers: user }));
    const { headers } = response;
    expect([
      headers.getSetCookie(),
      ...["retry-after", "cache-control", "content-type"].map((name) => headers.get(name)),
    ]).toEqual([cookies, "5", "no-cache", "text/event-stream"]);
    expect(await response.text()).toContain("Ada");
  });

  test("a stream whose headers are none is refused, and its source left", async () => {
    let isLeft = false;
    const events = {
      [Symbol.asyncIterator]: () => ({
        next: () => Promise.reject(new Error("asked")),
        return: async () => {
          isLeft = true;
          return { done: true as const, value: undefined };
        },
      }),
    };
    const { fetch, errors } = serveGolden({
      streamChat: () => ({ status: 200, headers: { "a b": "c" }, body: events }),
    });
    const { status } = await fetch(new Request(`${origin}/chats/7`, { headers: user }));
    expect([status, isLeft, errors.length]).toEqual([500, true, 1]);
  });
});

test("streams take the stall timeout and the limit of what waits from the options", async () => {
  const clock = createManualClock();
  let asked = 0;
  const { fetch, errors } = serveGolden(
    {
      streamChat: async function* () {
        for (;;) {
          asked += 1;
          yield { type: "joined", data: { type: "joined", who: "Ada".repeat(100) } };
        }
      },
    },
    { clock, stallTimeout: 500, maxBufferedBytes: 1_000 },
  );
  const { body } = await fetch(new Request(`${origin}/chats/7`, { headers: user }));
  const reader = body?.getReader();
  await reader?.read();
  await settle();
  await settle();
  const before = asked;
  await clock.advance(499);
  expect([before < 10, errors]).toEqual([true, []]);
  await clock.advance(1);
  await expect(reader?.read()).rejects.toMatchObject({ code: "stalled" });
  expect(errors).toMatchObject([{ code: "stalled" }]);
});

describe("what goes wrong is printed once, with the request and the operation [server.answer.incident]", () => {
  const id = "Request id-1, operation";
  const failing = () => ({ [Symbol.asyncIterator]: () => ({ next: () => Promise.reject(new Error("oops")) }) });
  const failingBody = () => new ReadableStream({ pull: () => Promise.reject(new Error("oops")) });
  test.each<[string, Parameters<typeof serveGolden>[0], string, string]>([
    ["a handler that throws", { getFile: () => Promise.reject(new Error("oops")) }, file, `${id} getFile:`],
    ["an answer that breaks the contract", { getFile: () => ({ status: 418 }) as never }, file, `${id} getFile:`],
    ["a stream that fails", { streamChat: failing }, "/chats/7", `${id} streamChat:`],
    [
      "a body that fails while it is sent",
      { getFile: () => ({ status: 200, body: failingBody() as never }) },
      file,
      `${id} getFile:`,
    ],
  ])("%s", async (_name, changed, path, line) => {
    const print = vi.spyOn(console, "error").mockImplementation(() => {});
    onTestFinished(() => print.mockRestore());
    const { fetch } = serveGolden(changed, { onError: undefined as never });
    const { port } = await start(fetch);
    await (await connectRaw(port, get(path, "authorization: Bearer ada\r\nconnection: close\r\n"))).closed;
    expect(print.mock.calls).toEqual([[line, expect.any(Error)]]);
  });
});
