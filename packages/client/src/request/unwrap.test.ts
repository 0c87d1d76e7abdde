import { describe, expect, test } from "vitest";
import { ask, call, download, getThing, listThings, replaceThing } from "../__fixtures__/calls.ts";
import { answer, createThings, type PlannedAnswer } from "../__fixtures__/things.ts";
import { isRefusalOf, unwrap } from "./unwrap.ts";

function text(body: BodyInit | null, type?: string, status = 200): Response {
  return new Response(body, { status, headers: type === undefined ? {} : { "content-type": type } });
}

/** What an error says, without its stack. */
function facts(error: unknown): Record<string, unknown> {
  const { name, code, message, status, body, isDocumented } = error as Record<string, unknown>; // an error of this package
  return { name, code, message, ...(status !== undefined && { status, body, isDocumented }) };
}

const failed = (pending: Promise<unknown>): Promise<Record<string, unknown>> =>
  pending.then(() => ({ name: "nothing thrown" }), facts);

describe("data", () => {
  const path = { id: "1" };
  test("JSON", async () => {
    const { client } = createThings([answer(200, { id: "1" })]);
    expect(await unwrap(client.GET("/things/{id}", { params: { path } }))).toEqual({ id: "1" });
    expect(await unwrap(await client.GET("/things/{id}", { params: { path } }))).toEqual({ id: "1" });
  });

  test("JSON of another content type, as it is what was asked for", async () => {
    expect(await call(createThings([text('{"id":"1"}', "text/plain")]).client, getThing, { path })).toEqual({
      id: "1",
    });
  });

  test("nothing where none came", async () => {
    expect(await call(createThings([text("", "application/json")]).client, getThing, { path })).toBeUndefined();
    const { client } = createThings([text(null, undefined, 204)]);
    expect(await call(client, replaceThing, { path, body: new Blob() })).toBeUndefined();
  });

  test("text, bytes and a stream, as they are asked for", async () => {
    const { client } = createThings([() => text("let a;", "text/javascript")]);
    expect(await call(client, download, { parseAs: "text" })).toBe("let a;");
    const blob = await unwrap(client.GET("/file", { parseAs: "blob" }));
    expect([blob.type, await blob.text()]).toEqual(["text/javascript", "let a;"]);
    expect(await call(client, download, { parseAs: "arrayBuffer" })).toBeInstanceOf(ArrayBuffer);
    expect(await call(client, download, { parseAs: "stream" })).toBeInstanceOf(ReadableStream);
  });

  test("of a success that the contract does not name", async () => {
    expect(await call(createThings([answer(203, { id: "1" })]).client, getThing, { path })).toEqual({ id: "1" });
  });
});

describe("refusals", () => {
  const path = { id: "1" };
  test.each<[string, PlannedAnswer, Record<string, unknown>]>([
    [
      "in the form of the contract",
      answer(404, { reason: "gone", message: "No such thing" }),
      {
        name: "NotFoundError",
        code: "status_404",
        message: "getThing was refused with 404 No such thing",
        status: 404,
        body: { reason: "gone", message: "No such thing" },
        isDocumented: true,
      },
    ],
    [
      "with nothing in it",
      answer(404),
      {
        name: "NotFoundError",
        code: "status_404",
        message: "getThing was refused with 404",
        status: 404,
        body: {},
        isDocumented: true,
      },
    ],
    [
      "without a body",
      text(null, undefined, 404),
      {
        name: "NotFoundError",
        code: "status_404",
        message: "getThing was refused with 404",
        status: 404,
        body: "",
        isDocumented: false,
      },
    ],
    [
      "with a page of a gateway",
      text("<html>Bad gateway</html>", "text/html", 500),
      {
        name: "ServerError",
        code: "status_500",
        message: "getThing was refused with 500",
        status: 500,
        body: "<html>Bad gateway</html>",
        isDocumented: false,
      },
    ],
    [
      "with JSON that is broken",
      text('{"reason":', "application/json", 404),
      {
        name: "NotFoundError",
        code: "status_404",
        message: 'getThing was refused with 404 {"reason":',
        status: 404,
        body: '{"reason":',
        isDocumented: false,
      },
    ],
    [
      "with a status that the contract does not have",
      answer(418, { error: { message: "teapot" } }),
      {
        name: "ApiError",
        code: "status_418",
        message: "getThing was refused with 418 teapot",
        status: 418,
        body: { error: { message: "teapot" } },
        isDocumented: false,
      },
    ],
    [
      "with bytes and a status that the contract does not have",
      text("a", "image/png", 402),
      {
        name: "ApiError",
        code: "status_402",
        message: "getThing was refused with 402 a",
        status: 402,
        body: "a",
        isDocumented: false,
      },
    ],
  ])("%s", async (_name, planned, expected) => {
    const { client } = createThings([planned], { retry: { maxRetries: 0 } });
    expect(await failed(call(client, getThing, { path }))).toEqual(expected);
  });

  test.each([
    [400, "BadRequestError"],
    [401, "AuthenticationError"],
    [402, "ApiError"],
    [403, "PermissionError"],
    [404, "NotFoundError"],
    [409, "ConflictError"],
    [410, "NotFoundError"],
    [413, "PayloadTooLargeError"],
    [415, "UnsupportedMediaTypeError"],
    [422, "BadRequestError"],
    [429, "RateLimitError"],
    [500, "ServerError"],
    [599, "ServerError"],
  ])("%i is %s", async (status, name) => {
    const { client } = createThings([answer(status)], { retry: { maxRetries: 0 } });
    expect(await failed(call(client, listThings))).toMatchObject({ name, status });
  });

  test.each<[string, unknown, string]>([
    ["message", { message: "a", error: "b" }, " a"],
    ["error_description", { error: "a", error_description: "b" }, " b"],
    ["detail", { detail: "a" }, " a"],
    ["error", { error: "a" }, " a"],
    ["error.message", { error: { message: "a" } }, " a"],
    ["an empty message", { message: "", error: "b" }, " b"],
    ["a text", "a", " a"],
    ["a list", ["a"], ""],
    ["a number", 5, ""],
    ["null", null, ""],
    ["a long text, cut", { message: "a".repeat(400) }, ` ${"a".repeat(300)}`],
  ])("the words for people: %s", async (_name, body, expected) => {
    const { client } = createThings([answer(400, body)]);
    expect((await failed(call(client, listThings))).message).toBe(`listThings was refused with 400${expected}`);
  });

  test.each<[string, Record<string, string>, string | undefined]>([
    ["none", {}, undefined],
    ["x-request-id", { "x-request-id": "a" }, "a"],
    ["request-id", { "request-id": "a" }, "a"],
    ["x-amzn-requestid", { "x-amzn-RequestId": "a" }, "a"],
  ])("the request id: %s", async (_name, headers, requestId) => {
    const { client } = createThings([answer(400, {}, headers)]);
    await expect(call(client, listThings)).rejects.toMatchObject({ requestId });
  });

  test("tell how long to wait", async () => {
    const { client } = createThings([answer(429, {}, { "retry-after": "90" })]);
    await expect(call(client, listThings)).rejects.toMatchObject({ name: "RateLimitError", retryAfter: 90_000 });
  });

  test("keep their response", async () => {
    const { client } = createThings([answer(400, {}, { "x-a": "b" })]);
    const error = await call(client, listThings).catch((reason: unknown) => reason);
    expect((error as { response: Response }).response.headers.get("x-a")).toBe("b"); // an ApiError
  });
});

describe("what an API says of its bodies", () => {
  const rules = {
    problemCode: (body: unknown) => (body as { code?: string }).code,
    isRejection: (body: unknown) => (body as { ok?: boolean }).ok === false,
  };
  const rule = (planned: Response) => createThings([planned], rules).client;

  test("the code of a problem", async () => {
    const client = rule(answer(400, { code: "bad_name", message: "No such name" }));
    expect(await failed(call(client, listThings))).toMatchObject({
      code: "bad_name",
      message: "listThings was refused with 400 bad_name: No such name",
    });
  });

  test("a refusal in a success", async () => {
    const body = { ok: false, message: "No" };
    expect(await failed(call(rule(answer(200, body)), listThings))).toEqual({
      name: "ApiError",
      code: "rejected_in_body",
      message: "listThings was refused with 200 rejected_in_body: No",
      status: 200,
      body,
      isDocumented: true,
    });
    expect((await ask(rule(answer(200, body)), listThings)).data).toEqual(body);
  });
});

describe("what is not in the contract", () => {
  test.each<[string, PlannedAnswer, Record<string, unknown>]>([
    [
      "a page instead of JSON",
      text("<html>Log in</html>", "text/html"),
      {
        code: "unreadable_body",
        message: "listThings was answered with 200 (text/html), which is no JSON",
      },
    ],
    [
      "broken JSON",
      text('[{"id":', "application/json"),
      {
        code: "unreadable_body",
        message: "listThings was answered with 200 (application/json), which is no JSON",
      },
    ],
    [
      "a redirect",
      new Response(null, { status: 302, headers: { location: "https://other.example/a?token=hunter2" } }),
      {
        code: "redirected",
        message: "listThings was redirected to https://other.example/a; redirects are not followed",
      },
    ],
  ])("%s", async (_name, planned, expected) => {
    const { client } = createThings([planned]);
    expect(await failed(call(client, listThings))).toEqual({ name: "ProtocolError", ...expected });
  });

  test("a redirect as browsers show it", async () => {
    const hidden = Object.defineProperties(Response.error(), { type: { value: "opaqueredirect" } });
    const { client } = createThings([() => hidden]);
    expect(await failed(call(client, listThings))).toMatchObject({
      code: "redirected",
      message: expect.stringContaining("listThings was redirected to another address"),
    });
  });

  test("keeps neither the text nor the error that quotes it", async () => {
    const { client } = createThings([text("hunter2", "application/json")]);
    const error = await call(client, listThings).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ name: "ProtocolError", message: expect.not.stringContaining("hunter2") });
    expect((error as Error).cause).toBeUndefined(); // a ProtocolError
  });
});

describe("answers", () => {
  test("of a success and of a refusal are those of openapi-fetch", async () => {
    const { client } = createThings([answer(201, { id: "1" }), answer(400, { message: "No" })]);
    const first = await client.POST("/things", { body: { name: "a" } });
    expect(first).toEqual({ data: { id: "1" }, response: expect.any(Response) });
    const second = await client.POST("/things", { body: { name: "a" } });
    expect(second).toEqual({ error: { message: "No" }, response: expect.any(Response) });
  });
});

describe("limits", () => {
  const endless = (status: number) => () => {
    const chunk = new Uint8Array(1024);
    let sent = 0;
    const body = new ReadableStream({
      pull: (controller) => {
        sent += 1;
        controller.enqueue(chunk);
        if (sent > 1000) controller.error(new Error("Nobody stopped me"));
      },
    });
    return new Response(body, { status, headers: { "content-type": "application/json" } });
  };

  test.each([200, 400, 500])("hold for the body of a %i", async (status) => {
    const { client } = createThings([endless(status)], { maxResponseBytes: 10_000, retry: { maxRetries: 0 } });
    expect(await failed(call(client, listThings))).toEqual({
      name: "ProtocolError",
      code: "response_too_large",
      message: "listThings was answered with more than 10000 bytes, the limit in maxResponseBytes",
    });
  });

  test("of time hold for the body of an error too", async () => {
    const silent = () => new Response(new ReadableStream(), { status: 400 });
    const { client, clock } = createThings([silent], { timeout: 1000, retry: { maxRetries: 0 } });
    const pending = failed(call(client, listThings));
    await clock.advance(1000);
    expect(await pending).toMatchObject({ name: "TimeoutError" });
  });

  test("hold for codes and ids, which are masked", async () => {
    const code = "x".repeat(60_000);
    const { client } = createThings([answer(400, { code }, { "x-request-id": "hunter22" })], {
      credentials: { token: "hunter22" },
      problemCode: (body) => (body as { code: string }).code,
    });
    const error = await call(client, listThings).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code: `${"x".repeat(128)}...`, requestId: "[redacted]" });
  });
});

describe("isRefusalOf", () => {
  const path = { id: "1" };
  async function errorOf(planned: PlannedAnswer): Promise<unknown> {
    const { client } = createThings([planned], { retry: { maxRetries: 0 } });
    return call(client, getThing, { path }).catch((reason: unknown) => reason);
  }
  const { client } = createThings([]);

  test.each<[string, PlannedAnswer, boolean]>([
    ["a refusal of the contract", answer(404, { reason: "gone" }), true],
    ["a status that the contract does not have", answer(418), false],
    ["a body that the contract does not have", text("<html>", "text/html", 500), false],
    ["a broken connection", new TypeError("fetch failed"), false],
  ])("%s", async (_name, planned, expected) => {
    expect(isRefusalOf(client, "get", "/things/{id}", await errorOf(planned))).toBe(expected);
  });

  test("is not of another operation, and no other value", async () => {
    expect(isRefusalOf(client, "get", "/things", await errorOf(answer(404)))).toBe(false);
    expect(
      isRefusalOf(client, "get", "/things/{id}", { status: 404, operationId: "getThing", isDocumented: true }),
    ).toBe(false);
    expect(isRefusalOf(client, "get", "/things/{id}", undefined)).toBe(false);
  });
});
