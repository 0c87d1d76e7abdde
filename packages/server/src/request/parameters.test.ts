/** The parameters that a handler is given, and those that are refused before: the golden contract, served. */

import { describe, expect, test } from "vitest";
import { type Seen, serveGolden, summarize } from "../__fixtures__/golden.ts";

const origin = "https://golden.test";
const user = { authorization: "Bearer ada" };

async function paramsOf(name: keyof Seen, path: string, init: RequestInit = {}): Promise<unknown> {
  const { fetch, seen } = serveGolden();
  const response = await fetch(new Request(`${origin}${path}`, { headers: user, ...init }));
  return seen[name]?.params ?? (await summarize(response));
}

describe("parameters reach the handler", () => {
  const nothing = { path: {}, query: {}, header: {}, cookie: {} };
  const id = "0b1f6f0e-6a59-4f5e-9a55-0d7f3a1c2b4d";
  test.each([
    { path: "/things", expected: { ...nothing, query: { limit: 20 } } },
    {
      path: "/things?limit=7&kinds=round,square",
      expected: { ...nothing, query: { limit: 7, kinds: ["round", "square"] } },
    },
    { path: "/things?kinds=", expected: { ...nothing, query: { limit: 20, kinds: [] } } },
    { path: "/things?unknown=1&unknown=2", expected: { ...nothing, query: { limit: 20 } } },
  ])("of listThings at $path", async ({ path, expected }) => {
    expect(await paramsOf("listThings", path)).toEqual(expected);
  });

  test("from the path, the query, a header and a cookie", async () => {
    const headers = { ...user, "x-request-id": id, cookie: "a=b; session=abc123" };
    expect(await paramsOf("getThing", "/things/thing-1?verbose=yes", { headers })).toEqual({
      path: { thingId: "thing-1" },
      query: { verbose: "yes" },
      header: { "X-Request-Id": id },
      cookie: { session: "abc123" },
    });
  });

  test("decoded, with slashes and what is not ASCII", async () => {
    expect(await paramsOf("getFile", "/folders/a%2Fb/files/%C3%A4+%25.txt")).toEqual({
      ...nothing,
      path: { folder: "a/b", file: "ä+%.txt" },
    });
  });

  test("as numbers where the schema says so", async () => {
    expect(await paramsOf("streamChat", "/chats/12")).toEqual({ ...nothing, path: { chatId: 12 } });
  });
});

describe("parameters are refused", () => {
  test.each([
    ["/things?limit=0", "422 invalid: query /limit must be >= 1, is integer", "[server.query.number]"],
    ["/things?limit=1.5", "422 invalid: query /limit must be integer, is string", "[server.query.number]"],
    ["/things?limit=0x10", "422 invalid: query /limit must be integer, is string", "[server.query.number]"],
    ["/things?limit=%2010", "422 invalid: query /limit must be integer, is string", "[server.query.number]"],
    ["/things?limit=", "422 invalid: query /limit must be integer, is string", "[server.query.number]"],
    ["/things?limit=1e400", "422 invalid: query /limit must be integer, is string", "[server.query.number]"],
    ["/things?limit=9007199254740993", "422 invalid: query /limit must be integer, is string", "[server.query.number]"],
    ["/things?limit=1&limit=2", "400 malformed: query /limit is given more than once", "[server.query.repeated]"],
    [
      "/things?kinds=round&kinds=square",
      "400 malformed: query /kinds is given more than once",
      "[server.query.repeated]",
    ],
    [
      "/things?kinds=round,odd",
      "422 invalid: query /kinds/1 must be equal to one of the allowed values, is string",
      "[server.body.types]",
    ],
    ["/things?a=%ff&limit=%ff", "400 malformed: query /limit is not valid UTF-8", "[server.input.utf8]"],
    ["/things?%ff=1", "400 malformed: query as a whole is not valid UTF-8", "[server.input.utf8]"],
    ["/things?limit=%001", "400 malformed: query /limit has a NUL character", "[server.input.nul]"],
    [
      "/things?__proto__=1",
      "400 malformed: query as a whole has a name that is not allowed",
      "[server.input.prototype]",
    ],
    [
      "/things?a[constructor][prototype]=1",
      "400 malformed: query as a whole has a name that is not allowed",
      "[server.input.prototype]",
    ],
    [`/things?${"a&".repeat(201)}`, "413 too_large: The query has more than 200 fields", "[server.body.size]"],
    [`/things?a=${"a".repeat(16_384)}`, "414 uri_too_long: The URL is too long", "[server.head.size]"],
    ["/chats/x", "404 invalid: path /chatId must be integer, is string", "[server.body.types]"],
    ["/folders/%c0%af/files/b", "404 malformed: path /folder is not valid UTF-8", "[server.input.utf8]"],
    ["/folders/a%00/files/b", "404 malformed: path /folder has a NUL character", "[server.input.nul]"],
    [
      "/things/thing-1",
      "400 invalid: query /verbose is missing; header /x-request-id is missing",
      "[server.body.every-field]",
    ],
    ["/things?limit=-1", "422 invalid: query /limit must be >= 1, is integer", "[server.query.number]"],
    ["/things?limit=1e9", "422 invalid: query /limit must be <= 100, is integer", "[server.query.number]"],
    ["/things?limit=%2210%22", "422 invalid: query /limit must be integer, is string", "[server.query.number]"],
    ["/things?limit=NaN", "422 invalid: query /limit must be integer, is string", "[server.query.number]"],
  ])("%.60s: %s %s", async (path, expected) => {
    const { fetch } = serveGolden();
    const response = await fetch(new Request(`${origin}${path}`, { headers: user }));
    const { message } = (await response.json()) as { message: string };
    expect(`${response.status} ${message}`).toBe(expected);
  });
});
