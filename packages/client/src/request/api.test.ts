import { describe, expect, test } from "vitest";
import { printed } from "../__fixtures__/printed.ts";
import {
  answer,
  createThings,
  download,
  listThings,
  securitySchemes,
  type ThingTypes,
} from "../__fixtures__/things.ts";
import { createApi, setupOf } from "./api.ts";
import { call } from "./call.ts";

describe("addresses", () => {
  test.each<[string, string | undefined, string | undefined, string]>([
    ["that of the contract", undefined, undefined, "https://things.example/v1/things"],
    ["that of the client", "http://127.0.0.1:4010/x", undefined, "http://127.0.0.1:4010/x/things"],
    ["that of the call", "http://127.0.0.1:4010/x", "https://call.example/", "https://call.example/things"],
  ])("%s", async (_name, client, own, expected) => {
    const { api, received } = createThings([answer(200, [])], { baseUrl: client });
    await call(api, listThings, own === undefined ? {} : { baseUrl: own });
    expect(received.map(({ url }) => url)).toEqual([expected]);
  });

  test("that of the operation, unless the client has one", async () => {
    const bytes = () => new Response("a", { headers: { "content-type": "text/csv" } });
    const { api, received } = createThings([bytes]);
    const other = createThings([bytes], { baseUrl: "https://other.example" });
    await call(api, download);
    await call(other.api, download);
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
    await expect(call(createThings([]).api, listThings, { baseUrl })).rejects.toMatchObject(refused);
  });
});

describe("what is sent with every request", () => {
  test("headers of the client, of which those of the parameters and of the call win", async () => {
    const { api, received } = createThings([answer(200, [])], {
      headers: { "X-A": "client", "if-none-match": "client" },
    });
    await call(api, listThings, { header: { "If-None-Match": "parameter" }, headers: { "x-a": "call" } });
    expect(received[0]?.headers).toEqual({ "x-a": "call", "if-none-match": "parameter" });
  });

  test("the fetch of the call wins over that of the client", async () => {
    const { api, received } = createThings([answer(200, [])]);
    expect(await call(api, listThings, { fetch: async () => answer(200, [{ id: "own" }]) })).toEqual([{ id: "own" }]);
    expect(received).toEqual([]);
  });
});

describe("the value", () => {
  test("shows nothing of what it holds", () => {
    const api = createApi<ThingTypes>(
      { serverUrl: "https://things.example", securitySchemes },
      { credentials: { token: "hunter2" }, headers: { "x-key": "hunter2" } },
    );
    expect(printed(api)).toBe("{}\n{}\n[object Object]");
  });

  test("has to come from createApi", () => {
    expect(() => setupOf({})).toThrow(expect.objectContaining({ name: "UsageError", code: "not_an_api" }));
  });
});
