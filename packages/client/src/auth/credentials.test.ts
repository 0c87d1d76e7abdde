import { describe, expect, test } from "vitest";
import { call, listThings } from "../__fixtures__/calls.ts";
import { answer, createThings } from "../__fixtures__/things.ts";
import type { ApiOptions } from "../request/index.ts";
import type { TokenSource } from "./token-source.ts";

type Security = readonly string[];

/** A contract whose list of things demands these credentials. */
function secure(security: Security) {
  return { operations: { [listThings]: { id: "listThings", security } } };
}

/** A source that always has this token. */
function source(token: string): TokenSource & { readonly log: string[] } {
  const log: string[] = [];
  return {
    log,
    get: async () => {
      log.push("get");
      return token;
    },
    invalidate: (refused) => void log.push(`invalidate ${refused}`),
    observeServerDate: (date) => void log.push(date.toISOString()),
    expiresAt: () => undefined,
  };
}

const all = { token: "t 1", basic: "dXNlcg==", oauth: "o", header: "h", query: "q&", cookie: "c" };

describe("security requirements", () => {
  test.each<[string, Security, ApiOptions["credentials"], Record<string, string>, string]>([
    ["none", [], all, {}, ""],
    ["a credential that the client does not have", ["token"], {}, {}, ""],
    ["bearer", ["token"], all, { authorization: "Bearer t 1" }, ""],
    ["another HTTP scheme", ["basic"], all, { authorization: "Basic dXNlcg==" }, ""],
    ["OAuth", ["oauth"], all, { authorization: "Bearer o" }, ""],
    ["a header", ["header"], all, { "x-key": "h" }, ""],
    ["the query", ["query"], all, {}, "?key=q%26"],
    ["a cookie", ["cookie"], all, { cookie: "sid=c" }, ""],
    ["two together", ["header query"], all, { "x-key": "h" }, "?key=q%26"],
    ["two together of which one is missing", ["header query"], { header: "h" }, {}, ""],
    ["the first alternative that can be met", ["token", "header"], { header: "h" }, { "x-key": "h" }, ""],
    ["the alternative that uses most", ["token", "header cookie"], all, { "x-key": "h", cookie: "sid=c" }, ""],
    ["open to all, with a credential", ["", "header"], all, { "x-key": "h" }, ""],
    ["a scheme that the contract does not have", ["other"], { other: "o" }, {}, ""],
  ])("%s", async (_name, security, credentials = {}, headers, search) => {
    const { client, received } = createThings([answer(200, [])], { credentials, ...secure(security) });
    await call(client, listThings);
    expect(received).toEqual([{ method: "GET", url: `https://things.example/v1/things${search}`, headers, body: "" }]);
  });

  test("those of a call win over those of the client", async () => {
    const { client, received } = createThings([answer(200, [])], {
      credentials: { token: "client", header: "h" },
      ...secure(["token header"]),
    });
    await call(client, listThings, { auth: { token: "call" } });
    expect(received[0]?.headers).toEqual({ authorization: "Bearer call", "x-key": "h" });
  });

  test("the query of an operation stays as it was", async () => {
    const { client, received } = createThings([answer(200, [])], { credentials: { query: "q" }, ...secure(["query"]) });
    await call(client, listThings, { query: { ids: [1, 2], tags: ["a b"] } });
    expect(received[0]?.url).toBe("https://things.example/v1/things?ids=1&ids=2&tags=a%20b&key=q");
  });
});

describe("a credential that the request carries already", () => {
  test.each<[string, Security, Record<string, string>]>([
    ["authorization", ["token"], { authorization: "Own" }],
    ["a header", ["header"], { "x-key": "own" }],
  ])("%s is kept, and no source is asked or told", async (_name, security, headers) => {
    const own = source("other");
    const { client, received } = createThings([answer(401)], {
      credentials: { token: own, header: own },
      ...secure(security),
    });
    await call(client, listThings, { headers }).catch(() => {});
    expect(received.map((request) => request.headers)).toEqual([headers]);
    expect(own.log).toEqual([]);
  });

  test("in the query is kept", async () => {
    const { client, received } = createThings([answer(200, [])], { credentials: { query: "q" }, ...secure(["query"]) });
    await call(client, listThings, { query: { key: "own" } });
    expect(received[0]?.url).toBe("https://things.example/v1/things?key=own");
  });

  test("a second cookie goes with the first", async () => {
    const { client, received } = createThings([answer(200, [])], {
      credentials: { cookie: "c" },
      ...secure(["cookie"]),
    });
    await call(client, listThings, { headers: { cookie: "a=b" } });
    expect(received[0]?.headers).toEqual({ cookie: "a=b; sid=c" });
  });
});

describe("token sources", () => {
  test("learn the date of the server", async () => {
    const token = source("t");
    const date = "Thu, 01 Jan 2026 00:00:10 GMT";
    const { client } = createThings(
      [
        answer(200, [], { date }),
        answer(200, [], { date, age: "60" }),
        answer(200, [], { date: "x" }),
        answer(200, []),
      ],
      { credentials: { token } },
    );
    for (let index = 0; index < 4; index += 1) await call(client, listThings);
    expect(token.log).toEqual(["get", "2026-01-01T00:00:10.000Z", "get", "get", "get"]);
  });

  test("that fail in their own way become a TokenError", async () => {
    const cause = new Error("out of tokens");
    const token = { ...source(""), get: () => Promise.reject(cause) };
    const { client, received } = createThings([answer(200, [])], { credentials: { token } });
    await expect(call(client, listThings)).rejects.toMatchObject({
      name: "TokenError",
      code: "no_token",
      operationId: "listThings",
      message: "listThings got no token",
      cause,
    });
    expect(received).toEqual([]);
  });
});
