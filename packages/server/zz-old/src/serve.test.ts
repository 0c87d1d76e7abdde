/** How a contract is served: addresses, methods, refusals, headers of every answer. */

import { describe, expect, test } from "vitest";
import { golden, handlers, serveGolden, summarize } from "./__fixtures__/golden.ts";
import { notImplemented } from "./not-implemented.ts";
import { keepRawHeaders } from "./raw-headers.ts";
import { serve } from "./serve.ts";

const origin = "https://golden.test";
const user = { authorization: "Bearer ada" };
const file = "/folders/a/files/b";

describe("addresses and methods", () => {
  const none = "404 not_found: There is nothing at this address";
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
    ["GET", "/folders/a/files/..%2f..%2fetc%2fpasswd", "200 a|../../etc/passwd", null],
    ["PUT", "/things", "405 method_not_allowed: The methods are GET, POST, OPTIONS", "GET, POST, OPTIONS"],
    ["PUT", file, "405 method_not_allowed: The methods are GET, HEAD, OPTIONS", "GET, HEAD, OPTIONS"],
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
  keepRawHeaders(request, ["Authorization", "Bearer ada", "accept", "*/*", "authorization", "Bearer bob"]);
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
