import { settle } from "@parley/clock/manual";
import { describe, expect, test } from "vitest";
import { type AnyInput, ask, call, createThing, getThing, listThings, replaceThing } from "../__fixtures__/calls.ts";
import { answer, createThings, type PlannedAnswer, type Things } from "../__fixtures__/things.ts";
import { createTokenSource } from "../auth/index.ts";

/** The contract with a header that makes a repeat safe. */
const keyed = { [createThing]: { id: "createThing", idempotencyKey: "Idempotency-Key" } };
const broken = new TypeError("fetch failed", { cause: Object.assign(new Error("x"), { code: "ECONNRESET" }) });
const never = () => new Promise<Response>(() => {});

/** How a call ended, after the clock was moved as far as it takes. */
async function outcome(things: Things, pending: Promise<unknown>): Promise<unknown> {
  const ended = pending.then(
    (data) => data,
    (error: { name: string }) => error.name,
  );
  await things.clock.advance(1_000_000);
  return ended;
}

const create = (things: Things, options: AnyInput = {}) =>
  call(things.client, createThing, { body: { name: "a" }, ...options });
const list = (things: Things, options: AnyInput = {}) => call(things.client, listThings, options);
const replace = (things: Things, options: AnyInput = {}) =>
  call(things.client, replaceThing, { path: { id: "1" }, body: new Blob(["a"]), ...options });

describe("what is tried again", () => {
  const ok = answer(200, []);
  test.each<
    [string, (things: Things, options?: AnyInput) => Promise<unknown>, AnyInput, PlannedAnswer, number, string]
  >([
    ["GET after 408", list, {}, answer(408), 3, "ApiError"],
    ["GET after 425", list, {}, answer(425), 3, "ApiError"],
    ["GET after 429", list, {}, answer(429), 3, "RateLimitError"],
    ["GET after 500", list, {}, answer(500), 3, "ServerError"],
    ["GET after 502", list, {}, answer(502), 3, "ServerError"],
    ["GET after 503", list, {}, answer(503), 3, "ServerError"],
    ["GET after 504", list, {}, answer(504), 3, "ServerError"],
    ["GET after 501", list, {}, answer(501), 1, "ServerError"],
    ["GET after 400", list, {}, answer(400), 1, "BadRequestError"],
    ["GET after 409", list, {}, answer(409), 1, "ConflictError"],
    ["GET after a broken connection", list, {}, broken, 3, "ConnectionError"],
    ["GET without an answer", list, {}, never, 3, "TimeoutError"],
    ["GET with maxRetries 0", list, { maxRetries: 0 }, answer(503), 1, "ServerError"],
    ["GET with maxRetries 5", list, { maxRetries: 5 }, answer(503), 6, "ServerError"],
    ["GET that is asked to wait too long", list, {}, answer(429, {}, { "retry-after": "61" }), 1, "RateLimitError"],
    ["PUT, idempotent, after 503", replace, {}, answer(503), 3, "ServerError"],
    ["PUT after a broken connection", replace, {}, broken, 3, "ConnectionError"],
    ["POST after 503", create, {}, answer(503), 1, "ServerError"],
    ["POST after 429", create, {}, answer(429), 1, "RateLimitError"],
    ["POST after a broken connection", create, {}, broken, 1, "ConnectionError"],
    ["POST without an answer", create, {}, never, 1, "TimeoutError"],
    ["POST with a key after 503", create, { idempotencyKey: "k" }, answer(503), 3, "ServerError"],
    ["POST with a key after a broken connection", create, { idempotencyKey: "k" }, broken, 3, "ConnectionError"],
    ["POST with a key without an answer", create, { idempotencyKey: "k" }, never, 3, "TimeoutError"],
    ["POST with a key after 400", create, { idempotencyKey: "k" }, answer(400), 1, "BadRequestError"],
  ])("%s", async (_name, run, options, planned, requests, error) => {
    const things = createThings([planned], { operations: keyed });
    expect(await outcome(things, run(things, options))).toBe(error);
    expect(things.received).toHaveLength(requests);
  });

  test("the second try may succeed", async () => {
    const things = createThings([answer(503), broken, ok]);
    expect(await outcome(things, list(things))).toEqual([]);
    expect(things.received).toHaveLength(3);
  });

  test("every try is the same request, with the same key", async () => {
    const things = createThings([answer(503), answer(503), answer(201, { id: "1" })], { operations: keyed });
    expect(await outcome(things, create(things, { idempotencyKey: "k" }))).toEqual({ id: "1" });
    const expected = {
      method: "POST",
      url: "https://things.example/v1/things",
      headers: { "content-type": "application/json", "idempotency-key": "k" },
      body: '{"name":"a"}',
    };
    expect(things.received).toEqual([expected, expected, expected]);
  });

  test("a cut in the middle of a body counts like a broken connection", async () => {
    const cut = () => {
      const body = new ReadableStream({
        pull: (controller) => controller.error(new TypeError("terminated")),
      });
      return new Response(body, { headers: { "content-type": "application/json" } });
    };
    const things = createThings([cut, ok]);
    expect(await outcome(things, list(things))).toEqual([]);
    const post = createThings([cut]);
    await expect(create(post)).rejects.toMatchObject({
      name: "ConnectionError",
      message: "createThing was cut off in the middle of its answer",
    });
    expect(post.received).toHaveLength(1);
  });

  test("a body that is a stream is not sent again", async () => {
    const things = createThings([answer(503)]);
    const body = new Blob(["a"]).stream() as unknown as Blob; // for those who know what they do
    expect(await outcome(things, call(things.client, replaceThing, { path: { id: "1" }, body }))).toBe("ServerError");
    expect(things.received.map((request) => request.body)).toEqual(["a"]);
  });
});

describe("waits", () => {
  test.each<[string, PlannedAnswer[], number[]]>([
    ["half of the bound that doubles", [broken, broken], [250, 500]],
    ["seconds that the server asks for", [answer(429, {}, { "retry-after": "7" })], [7_000]],
    ["a date that the server asks for", [answer(503, {}, { "retry-after": "Thu, 01 Jan 2026 00:00:09 GMT" })], [9_000]],
    ["milliseconds that the server asks for", [answer(503, {}, { "retry-after-ms": "40" })], [40]],
  ])("%s", async (_name, failures, waits) => {
    const things = createThings([...failures, answer(200, [])]);
    const pending = list(things);
    for (const [index, wait] of waits.entries()) {
      await things.clock.advance(wait - 1);
      expect(things.received).toHaveLength(index + 1);
      await things.clock.advance(1);
      expect(things.received).toHaveLength(index + 2);
    }
    expect(await pending).toEqual([]);
  });

  test("end when the caller aborts", async () => {
    const things = createThings([answer(503)]);
    const controller = new AbortController();
    const pending = list(things, { signal: controller.signal });
    const failed = expect(pending).rejects.toMatchObject({
      name: "AbortError",
      code: "aborted",
      operationId: "listThings",
      message: "listThings was aborted",
      cause: "enough",
    });
    await settle();
    controller.abort("enough");
    await failed;
    expect(things.received).toHaveLength(1);
    expect(things.clock.sleeping()).toBe(0);
  });
});

describe("abort", () => {
  test("before the call sends nothing", async () => {
    const things = createThings([answer(200, [])]);
    await expect(list(things, { signal: AbortSignal.abort() })).rejects.toMatchObject({ name: "AbortError" });
    expect(things.received).toEqual([]);
  });

  test.each<[string, PlannedAnswer]>([
    ["while a server that does not heed it answers", never],
    [
      "while the body is read",
      () => new Response(new ReadableStream(), { headers: { "content-type": "application/json" } }),
    ],
  ])("%s", async (_name, planned) => {
    const things = createThings([planned]);
    const controller = new AbortController();
    const failed = expect(list(things, { signal: controller.signal })).rejects.toMatchObject({ name: "AbortError" });
    await settle();
    controller.abort();
    await failed;
    expect(things.clock.sleeping()).toBe(0);
  });

  test("while a token is awaited", async () => {
    const token = createTokenSource({ fetchToken: () => new Promise(() => {}) });
    const things = createThings([answer(200, [])], { credentials: { token } });
    const controller = new AbortController();
    const failed = expect(list(things, { signal: controller.signal })).rejects.toMatchObject({ name: "AbortError" });
    controller.abort();
    await failed;
    expect(things.received).toEqual([]);
  });

  test("reaches fetch", async () => {
    const signals: AbortSignal[] = [];
    const controller = new AbortController();
    const things = createThings([
      (request) => {
        signals.push(request.signal);
        return answer(200, []);
      },
    ]);
    await list(things, { signal: controller.signal });
    expect(signals.map(({ aborted }) => aborted)).toEqual([false]);
    controller.abort();
    expect(signals.map(({ aborted }) => aborted)).toEqual([true]);
  });
});

describe("time limits", () => {
  test("count for each attempt", async () => {
    const things = createThings([never, never, answer(200, [])], { timeout: 1_000 });
    const pending = list(things);
    await things.clock.advance(999);
    expect(things.received).toHaveLength(1);
    await things.clock.advance(1 + 250);
    expect(things.received).toHaveLength(2);
    await things.clock.advance(1_000 + 500);
    expect(await pending).toEqual([]);
  });

  test("name the operation and the time, and can be set for a call", async () => {
    const things = createThings([never], { timeout: 1_000 });
    const failed = expect(create(things, { timeout: 50 })).rejects.toMatchObject({
      name: "TimeoutError",
      code: "timeout",
      message: "createThing was not answered within 50 ms",
    });
    await things.clock.advance(50);
    await failed;
  });

  test("cover the body, but not of a stream", async () => {
    const silent = () => new Response(new ReadableStream(), { headers: { "content-type": "application/json" } });
    const things = createThings([silent], { timeout: 1_000 });
    const { response } = await ask(things.client, getThing, { path: { id: "1" }, parseAs: "stream" });
    expect(things.clock.sleeping()).toBe(0);
    expect(response.bodyUsed).toBe(false);
    expect(await outcome(things, create(things))).toBe("TimeoutError");
  });

  test("cover the wait for a token", async () => {
    const token = createTokenSource({ fetchToken: () => new Promise(() => {}) });
    const things = createThings([answer(200, [])], { credentials: { token }, timeout: 1_000 });
    expect(await outcome(things, list(things, { maxRetries: 0 }))).toBe("TimeoutError");
  });

  test("leave no timer behind", async () => {
    const things = createThings([answer(200, [])]);
    await list(things);
    expect(things.clock.sleeping()).toBe(0);
  });
});

describe("broken connections", () => {
  test.each<[string, unknown, string]>([
    ["with a code below", broken, "listThings could not reach things.example: ECONNRESET"],
    [
      "with a code",
      Object.assign(new Error("x"), { code: "ConnectionRefused" }),
      "listThings could not reach things.example: ConnectionRefused",
    ],
    [
      "with a code that is none",
      Object.assign(new Error("x"), { code: "a b" }),
      "listThings could not reach things.example",
    ],
    ["with nothing", new TypeError("Load failed"), "listThings could not reach things.example"],
  ])("%s", async (_name, cause, message) => {
    const things = createThings([cause as Error]);
    await expect(list(things, { maxRetries: 0 })).rejects.toMatchObject({
      name: "ConnectionError",
      code: "connection",
      message,
      cause,
    });
  });

  test("that are no errors at all", async () => {
    const things = createThings([() => Promise.reject(undefined)]);
    await expect(list(things, { maxRetries: 0 })).rejects.toMatchObject({
      message: "listThings could not reach things.example",
    });
  });
});

describe("401", () => {
  function createSource() {
    let count = 0;
    return {
      source: createTokenSource({
        fetchToken: async () => {
          count += 1;
          return `token${count}`;
        },
      }),
      count: () => count,
    };
  }
  const accept =
    (...tokens: string[]): PlannedAnswer =>
    ({ headers }) =>
      tokens.includes(headers.get("authorization") ?? "") ? answer(201, { id: "1" }) : answer(401, { message: "no" });

  test("is answered with a new token, once, also for what is not idempotent", async () => {
    const { source, count } = createSource();
    const things = createThings([accept("Bearer token2")], { credentials: { token: source } });
    expect(await create(things)).toEqual({ id: "1" });
    expect(things.received.map(({ headers, body }) => [headers.authorization, body])).toEqual([
      ["Bearer token1", '{"name":"a"}'],
      ["Bearer token2", '{"name":"a"}'],
    ]);
    expect(count()).toBe(2);
  });

  test("surfaces the second time", async () => {
    const { source, count } = createSource();
    const things = createThings([accept()], { credentials: { token: source } });
    await expect(create(things)).rejects.toMatchObject({
      name: "AuthenticationError",
      message: "createThing was refused with 401 no",
    });
    expect(things.received).toHaveLength(2);
    expect(count()).toBe(2);
  });

  test("surfaces at once where the credential is a text", async () => {
    const things = createThings([accept()], { credentials: { token: "fixed" } });
    await expect(create(things)).rejects.toMatchObject({ name: "AuthenticationError" });
    expect(things.received).toHaveLength(1);
  });

  test("surfaces at once where the body is a stream, and the next call has a new token", async () => {
    const { source } = createSource();
    const things = createThings([accept("Bearer token2")], { credentials: { token: source } });
    const body = new Blob(["a"]).stream() as unknown as Blob; // for those who know what they do
    const replacing = call(things.client, createThing, {
      headers: { "content-type": "application/octet-stream" },
      body,
    });
    await expect(replacing).rejects.toMatchObject({ name: "AuthenticationError" });
    expect(await create(things)).toEqual({ id: "1" });
    expect(things.received).toHaveLength(2);
  });

  test("takes no retry away", async () => {
    const { source } = createSource();
    const things = createThings([answer(401), answer(503), answer(503), answer(200, [])], {
      credentials: { token: source },
    });
    expect(await outcome(things, list(things))).toEqual([]);
    expect(things.received).toHaveLength(4);
  });

  test("of 1000 parallel calls leads to one refresh", async () => {
    const { source, count } = createSource();
    const things = createThings([accept("Bearer token2")], { credentials: { token: source } });
    const all = await Promise.all(Array.from({ length: 1000 }, () => create(things)));
    expect(all).toHaveLength(1000);
    expect(count()).toBe(2);
    expect(things.received).toHaveLength(2000);
  });
});

describe("what cannot be sent", () => {
  test("is refused without being quoted", async () => {
    const things = createThings([answer(200)], { credentials: { token: "a\nsecret" } });
    await expect(list(things)).rejects.toMatchObject({
      name: "UsageError",
      code: "invalid_header",
      message: expect.not.stringContaining("secret"),
    });
  });
});

test("a redirect is not followed, as it may lead what is sent to another place", async () => {
  const modes: RequestRedirect[] = [];
  const things = createThings([
    (request) => {
      modes.push(request.redirect);
      return new Response(null, { status: 307, headers: { location: "https://other.example" } });
    },
  ]);
  await expect(list(things)).rejects.toMatchObject({
    name: "ProtocolError",
    code: "redirected",
    message: "listThings was redirected to https://other.example/; redirects are not followed",
  });
  expect(modes).toEqual(["manual"]);
});
