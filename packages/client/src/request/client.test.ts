import type { ClientOperation } from "@parley/contracts";
import { describe, expect, test } from "vitest";
import { call, createThing, download, getThing, listThings } from "../__fixtures__/calls.ts";
import { printed } from "../__fixtures__/printed.ts";
import { answer, createThings } from "../__fixtures__/things.ts";
import { setupOf, withCredentials } from "./client.ts";

describe("addresses", () => {
  test.each<[string, string | undefined, string | undefined, string]>([
    ["that of the contract", undefined, undefined, "https://things.example/v1/things"],
    ["that of the client", "http://127.0.0.1:4010/x", undefined, "http://127.0.0.1:4010/x/things"],
    ["that of the call", "http://127.0.0.1:4010/x", "https://call.example/", "https://call.example/things"],
  ])("%s", async (_name, baseUrl, own, expected) => {
    const { client, received } = createThings([answer(200, [])], { baseUrl });
    await call(client, listThings, own === undefined ? {} : { baseUrl: own });
    expect(received.map(({ url }) => url)).toEqual([expected]);
  });

  test("that of the operation, unless the client has one", async () => {
    const bytes = () => new Response("a", { headers: { "content-type": "text/csv" } });
    const { client, received } = createThings([bytes]);
    const other = createThings([bytes], { baseUrl: "https://other.example" });
    await call(client, download, { parseAs: "text" });
    await call(other.client, download, { parseAs: "text" });
    expect([...received, ...other.received].map(({ url }) => url)).toEqual([
      "https://files.example/file",
      "https://other.example/file",
    ]);
  });

  const refused = { name: "UsageError", code: "invalid_base_url", message: expect.not.stringContaining("hunter2") };
  test.each([
    "/api",
    "things.example",
    "ftp://things.example",
    "https://",
    "https://me:hunter2@things.example",
    "https://things.example?hunter2",
    "https://things.example#hunter2",
  ])("%s is refused, and not quoted", async (baseUrl) => {
    expect(() => createThings([], { baseUrl })).toThrow(expect.objectContaining(refused));
    await expect(call(createThings([]).client, listThings, { baseUrl })).rejects.toMatchObject(refused);
  });
});

describe("what is sent with every request", () => {
  test("headers of the client, of which those of the parameters and of the call win", async () => {
    const { client, received } = createThings([answer(200, [])], {
      headers: { "X-A": "client", "if-none-match": "client" },
    });
    await call(client, listThings, { header: { "If-None-Match": "parameter" }, headers: { "x-a": "call" } });
    expect(received[0]?.headers).toEqual({ "x-a": "call", "if-none-match": "parameter" });
  });

  test("the fetch of the call wins over that of the client", async () => {
    const { client, received } = createThings([answer(200, [])]);
    expect(await call(client, listThings, { fetch: async () => answer(200, [{ id: "own" }]) })).toEqual([
      { id: "own" },
    ]);
    expect(received).toEqual([]);
  });
});

describe("the client", () => {
  test("shows nothing of what it holds", () => {
    const { client } = createThings([], { credentials: { token: "hunter2" }, headers: { "x-key": "hunter2" } });
    expect(printed(client)).not.toContain("hunter2");
    expect(JSON.stringify(client)).toBe("{}");
  });

  test("has to come from createApiClient", () => {
    expect(() => setupOf({})).toThrow(expect.objectContaining({ name: "UsageError", code: "not_a_client" }));
  });

  test("takes no empty credential, neither of its own nor of a call", async () => {
    const expected = expect.objectContaining({ name: "UsageError", code: "empty_credential" });
    expect(() => createThings([], { credentials: { token: "" } })).toThrow(expected);
    const { client, received } = createThings([answer(200, [])]);
    await expect(call(client, listThings, { auth: { token: "" } })).rejects.toEqual(expected);
    expect(received).toEqual([]);
  });

  test("refuses a path that the contract does not have", async () => {
    const { client } = createThings([]);
    await expect(call(client, "GET /toString")).rejects.toMatchObject({ code: "unknown_operation" });
  });

  test("has an idempotency key only where the contract has a header for it", async () => {
    const { client, received } = createThings([answer(201, { id: "1" })]);
    const calling = call(client, createThing, { body: { name: "a" }, idempotencyKey: "k" });
    await expect(calling).rejects.toMatchObject({ name: "UsageError", code: "no_idempotency_key" });
    expect(received).toEqual([]);
  });

  test("with other credentials has the same middleware", async () => {
    const { client, received } = createThings([answer(200, [])], { credentials: { token: "one" } });
    client.use({
      onRequest: ({ request }) => {
        request.headers.set("x-a", "b");
      },
    });
    await call(withCredentials(client, { token: "two" }), listThings);
    expect(received[0]?.headers).toEqual({ authorization: "Bearer two", "x-a": "b" });
  });
});

describe("path parameters", () => {
  test.each([
    ["a text", "one", "one"],
    ["what could be a path", "../a/b?c#d", "..%2Fa%2Fb%3Fc%23d"],
    ["what is already encoded", "%2e%2e", "%252e%252e"],
    ["three dots", "...", "..."],
    ["a number", 5, "5"],
    ["a pattern of replacement", "$&", "%24%26"],
  ])("%s", async (_name, id, expected) => {
    const { client, received } = createThings([answer(200, {})]);
    await call(client, getThing, { path: { id } });
    expect(received[0]?.url).toBe(`https://things.example/v1/things/${expected}`);
  });

  test.each([
    ["nothing", undefined],
    ["an empty text", ""],
    ["a dot", "."],
    ["two dots", ".."],
  ])("%s is refused", async (_name, id) => {
    const { client, received } = createThings([answer(200, {})]);
    const expected = {
      code: "invalid_parameter",
      message: "/v1/things/{id} needs the path parameter id, other than dots",
    };
    await expect(call(client, getThing, { path: { id } })).rejects.toMatchObject(expected);
    expect(received).toEqual([]);
  });

  test("that are missing altogether are refused too", async () => {
    await expect(call(createThings([]).client, getThing)).rejects.toMatchObject({ code: "invalid_parameter" });
  });
});

describe("query parameters", () => {
  const form = { style: "form", explode: false } as const;
  test.each<[string, ClientOperation["query"], Record<string, unknown>, string]>([
    ["undefined and null are left out", undefined, { limit: undefined, tags: null }, ""],
    ["a text with reserved characters", undefined, { q: "a&b=c d+é" }, "?q=a%26b%3Dc%20d%2B%C3%A9"],
    ["an array by default", undefined, { tags: ["a", "b c"] }, "?tags=a&tags=b%20c"],
    ["an object by default", undefined, { sort: { by: "name", up: true } }, "?by=name&up=true"],
    ["an array that is not exploded", { array: form }, { ids: [1, 2, 3] }, "?ids=1,2,3"],
    ["a deep object", { object: { style: "deepObject", explode: true } }, { filter: { a: "c" } }, "?filter[a]=c"],
  ])("%s", async (_name, query, values, expected) => {
    const { client, received } = createThings([answer(200, [])], {
      operations: { [listThings]: { id: "listThings", ...(query && { query }) } },
    });
    await call(client, listThings, { query: values });
    expect(received[0]?.url).toBe(`https://things.example/v1/things${expected}`);
  });
});

describe("headers", () => {
  test.each(["line\nbreak", "☃"])("a value that cannot be sent is not quoted: %j", async (value) => {
    const expected = { code: "invalid_header", message: "listThings cannot send what it was given as x-secret" };
    await expect(call(createThings([]).client, listThings, { headers: { "x-secret": value } })).rejects.toMatchObject(
      expected,
    );
  });
});
