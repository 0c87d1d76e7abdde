import { describe, expect, test } from "vitest";
import {
  answer,
  createThing,
  createThings,
  download,
  getScript,
  getThing,
  listThings,
  type PlannedAnswer,
  replaceThing,
  type ThingTypes,
  watchThings,
} from "../__fixtures__/things.ts";
import { type ApiContract, createApi } from "./api.ts";
import { call, callBlob, callRaw, isRefusalOf, request } from "./call.ts";

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
    expect(await call(createThings([answer(200, { id: "1" })]).api, getThing, { path })).toEqual({ id: "1" });
  });

  test("JSON of another content type, as the contract has no other", async () => {
    expect(await call(createThings([text('{"id":"1"}', "text/plain")]).api, getThing, { path })).toEqual({ id: "1" });
  });

  test("nothing where JSON is expected and none came", async () => {
    expect(await call(createThings([text("", "application/json")]).api, getThing, { path })).toBeUndefined();
    expect(await call(createThings([text(null)]).api, getThing, { path })).toBeUndefined();
  });

  test("nothing where the contract has none, whatever came", async () => {
    const { api } = createThings([text(null, undefined, 204)]);
    expect(await call(api, replaceThing, { path, body: new Blob() })).toBeUndefined();
    const other = createThings([text(null, undefined, 304)]);
    expect(await call(other.api, listThings)).toBeUndefined();
  });

  test("text", async () => {
    expect(await call(createThings([text("let a;", "text/javascript; charset=utf-8")]).api, getScript)).toBe("let a;");
    expect(await call(createThings([text("", "text/javascript")]).api, getScript)).toBe("");
  });

  test.each([
    ["of a media type of the contract", "application/pdf"],
    ["that are text", "text/csv"],
    ["that are JSON", "application/json"],
    ["of another media type", "image/webp"],
    ["of no media type", ""],
  ])("bytes %s", async (_name, type) => {
    const blob = await call(createThings([text(new Uint8Array([123, 125]), type)]).api, download);
    expect(blob).toBeInstanceOf(Blob);
    expect([blob.type, await blob.text()]).toEqual([type, "{}"]);
  });

  test("no bytes", async () => {
    expect((await call(createThings([text("", "application/pdf")]).api, download)).size).toBe(0);
  });

  test.each<[string, PlannedAnswer, unknown]>([
    ["JSON", answer(202, { id: "1" }), { id: "1" }],
    ["bytes", text("a", "audio/wav", 202), expect.any(Blob)],
  ])("of a status with JSON and bytes, as its content type says: %s", async (_name, planned, expected) => {
    expect(await call(createThings([planned]).api, getScript)).toEqual(expected);
  });

  test("of a success that the contract does not name, by its content type", async () => {
    expect(await call(createThings([answer(203, { id: "1" })]).api, getThing, { path })).toEqual({ id: "1" });
    expect(await call(createThings([text("a", "text/plain", 203)]).api, getThing, { path })).toBe("a");
    expect(await call(createThings([text("a", "image/png", 203)]).api, getThing, { path })).toEqual(expect.any(Blob));
  });

  test("of an operation that also streams is its JSON", async () => {
    expect(await call(createThings([answer(200, { id: "1" })]).api, watchThings)).toEqual({ id: "1" });
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
        body: undefined,
        isDocumented: true,
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
        message: "getThing was refused with 402",
        status: 402,
        body: expect.any(Blob),
        isDocumented: false,
      },
    ],
  ])("%s", async (_name, planned, expected) => {
    const { api } = createThings([planned], { retry: { maxRetries: 0 } });
    expect(await failed(call(api, getThing, { path }))).toEqual(expected);
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
    const { api } = createThings([answer(status)], { retry: { maxRetries: 0 } });
    expect(await failed(call(api, listThings))).toMatchObject({ name, status });
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
    const { api } = createThings([answer(400, body)]);
    expect((await failed(call(api, listThings))).message).toBe(`listThings was refused with 400${expected}`);
  });

  test.each<[string, Record<string, string>, string | undefined]>([
    ["none", {}, undefined],
    ["x-request-id", { "x-request-id": "a" }, "a"],
    ["request-id", { "request-id": "a" }, "a"],
    ["x-amzn-requestid", { "x-amzn-RequestId": "a" }, "a"],
  ])("the request id: %s", async (_name, headers, requestId) => {
    const { api } = createThings([answer(400, {}, headers)]);
    await expect(call(api, listThings)).rejects.toMatchObject({ requestId });
  });

  test("tell how long to wait", async () => {
    const { api } = createThings([answer(429, {}, { "retry-after": "90" })]);
    await expect(call(api, listThings)).rejects.toMatchObject({ name: "RateLimitError", retryAfter: 90_000 });
  });

  test("keep their response", async () => {
    const { api } = createThings([answer(400, {}, { "x-a": "b" })]);
    const error = await call(api, listThings).catch((reason: unknown) => reason);
    expect((error as { response: Response }).response.headers.get("x-a")).toBe("b"); // an ApiError
  });
});

describe("what an API says of its bodies", () => {
  const rules: Partial<ApiContract> = {
    problemCode: (body) => (body as { code?: string }).code,
    isRejection: (body) => (body as { ok?: boolean }).ok === false,
  };
  function rule(planned: Response) {
    return createApi<ThingTypes>(
      { serverUrl: "https://things.example", securitySchemes: {}, ...rules },
      { fetch: async () => planned },
    );
  }

  test("the code of a problem", async () => {
    const api = rule(answer(400, { code: "bad_name", message: "No such name" }));
    expect(await failed(call(api, listThings))).toMatchObject({
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
    expect((await request(rule(answer(200, body)), listThings)).data).toEqual(body);
  });
});

describe("what is not in the contract", () => {
  test.each<[string, PlannedAnswer, Record<string, unknown>]>([
    [
      "a page instead of JSON",
      text("<html>Log in</html>", "text/html"),
      {
        code: "unreadable_body",
        message: "listThings was answered with 200 (text/html), whose body is not the JSON of the contract",
      },
    ],
    [
      "broken JSON",
      text('[{"id":', "application/json"),
      {
        code: "unreadable_body",
        message: "listThings was answered with 200 (application/json), whose body is not the JSON of the contract",
      },
    ],
    [
      "a redirect",
      text(null, undefined, 302),
      {
        code: "undocumented_status",
        message: "listThings was answered with 302 (no content type), which the contract does not have",
      },
    ],
  ])("%s", async (_name, planned, expected) => {
    const { api } = createThings([planned]);
    expect(await failed(call(api, listThings))).toEqual({ name: "ProtocolError", ...expected });
    expect(await failed(request(api, listThings))).toEqual({ name: "ProtocolError", ...expected });
  });

  test("a redirect as browsers show it", async () => {
    const hidden = Object.defineProperties(Response.error(), { type: { value: "opaqueredirect" } });
    const { api } = createThings([() => hidden]);
    expect(await failed(call(api, listThings))).toMatchObject({
      message: "listThings was answered with a redirect, which the contract does not have",
    });
  });

  test("keeps neither the text nor the error that quotes it", async () => {
    const { api } = createThings([text("hunter2", "application/json")]);
    const error = await call(api, listThings).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ name: "ProtocolError", message: expect.not.stringContaining("hunter2") });
    expect((error as Error).cause).toBeUndefined(); // a ProtocolError
  });
});

describe("results", () => {
  test("of a success", async () => {
    const planned = answer(201, { id: "1" });
    const result = await request(createThings([() => planned]).api, createThing, { body: { name: "a" } });
    expect(result).toEqual({ status: 201, data: { id: "1" }, response: planned });
  });

  test("of a refusal", async () => {
    const planned = answer(400, { message: "No" });
    const result = await request(createThings([() => planned]).api, createThing, { body: { name: "a" } });
    expect(result).toEqual({ status: 400, error: { message: "No" }, response: planned });
  });

  test.each<[string, PlannedAnswer, Record<string, unknown>]>([
    ["an undocumented refusal", answer(418), { name: "ApiError", status: 418 }],
    ["a refusal with another body", text("<html>", "text/html", 400), { name: "BadRequestError", body: "<html>" }],
    ["an undocumented success", answer(200), { name: "ProtocolError", code: "undocumented_status" }],
  ])("%s is thrown, as its type is not known", async (_name, planned, expected) => {
    const { api } = createThings([planned]);
    expect(await failed(request(api, createThing, { body: { name: "a" } }))).toMatchObject(expected);
  });
});

test("a raw response is left as it is, also a refusal", async () => {
  const planned = text('{"reason":"x"}', "application/json", 404);
  const response = await callRaw(createThings([() => planned]).api, getThing, { path: { id: "1" } });
  expect(response).toBe(planned);
  expect(response.bodyUsed).toBe(false);
});

describe("callBlob", () => {
  test("gives bytes and response", async () => {
    const planned = text('{"a":1}', "application/json");
    const { blob, response } = await callBlob(createThings([() => planned]).api, getThing, { path: { id: "1" } });
    expect(response).toBe(planned);
    expect([blob.type, await blob.text()]).toEqual(["application/json", '{"a":1}']);
  });

  test("throws a refusal", async () => {
    const { api } = createThings([answer(404, { reason: "gone" })]);
    expect(await failed(callBlob(api, getThing, { path: { id: "1" } }))).toMatchObject({
      name: "NotFoundError",
      body: { reason: "gone" },
    });
  });
});

describe("isRefusalOf", () => {
  const path = { id: "1" };
  async function errorOf(planned: PlannedAnswer): Promise<unknown> {
    const { api } = createThings([planned], { retry: { maxRetries: 0 } });
    return call(api, getThing, { path }).catch((reason: unknown) => reason);
  }
  const { api } = createThings([]);

  test.each<[string, PlannedAnswer, boolean]>([
    ["a refusal of the contract", answer(404, { reason: "gone" }), true],
    ["a status that the contract does not have", answer(418), false],
    ["a body that the contract does not have", text("<html>", "text/html", 500), false],
    ["a broken connection", new TypeError("fetch failed"), false],
  ])("%s", async (_name, planned, expected) => {
    expect(isRefusalOf(api, getThing, await errorOf(planned))).toBe(expected);
  });

  test("is not of another operation, and no other value", async () => {
    expect(isRefusalOf(api, listThings, await errorOf(answer(404)))).toBe(false);
    expect(isRefusalOf(api, getThing, { status: 404, operationId: "getThing", isDocumented: true })).toBe(false);
    expect(isRefusalOf(api, getThing, undefined)).toBe(false);
  });
});
