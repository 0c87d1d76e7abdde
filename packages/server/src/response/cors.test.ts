import { describe, expect, test } from "vitest";
import { serveGolden } from "../__fixtures__/golden.ts";
import { type CorsOptions, createCors } from "./cors.ts";

const shop = "https://shop.test";

/** Cross-origin headers and `Vary` of an answer. */
async function ask(cors: CorsOptions, method: string, path: string, headers: Record<string, string>): Promise<object> {
  const { fetch } = serveGolden({}, { cors });
  const response = await fetch(new Request(`https://golden.test${path}`, { method, headers }));
  const found = [...response.headers].filter(([name]) => name === "vary" || name.startsWith("access-control-"));
  return { status: response.status, ...Object.fromEntries(found) };
}

const preflight = (origin: string, method: string) => ({ origin, "access-control-request-method": method });
const preflightVary = "Origin, Access-Control-Request-Method, Access-Control-Request-Headers";

describe("a page may read", () => {
  const exposed = {
    "access-control-allow-origin": shop,
    "access-control-expose-headers": "X-Request-Id, Retry-After",
    vary: "Origin",
  };
  const user = { origin: shop, authorization: "Bearer ada" };
  test.each<[string, CorsOptions, string, Record<string, string>, object]>([
    ["an answer [server.cors.exposed]", { origins: [shop] }, "/things", user, { status: 200, ...exposed }],
    ["a stream [server.cors.errors]", { origins: [shop] }, "/chats/7", user, { status: 200, ...exposed }],
    ["a refusal [server.cors.errors]", { origins: [shop] }, "/chats/7", { origin: shop }, { status: 401, ...exposed }],
    ["that there is nothing [server.cors.errors]", { origins: [shop] }, "/nowhere", user, { status: 404, ...exposed }],
    ["what a function allows", { origins: (origin) => origin === shop }, "/things", user, { status: 200, ...exposed }],
    [
      "headers that are named",
      { origins: [shop], exposedHeaders: ["Location"] },
      "/things",
      user,
      { status: 200, ...exposed, "access-control-expose-headers": "X-Request-Id, Retry-After, Location" },
    ],
    [
      "with cookies",
      { origins: [shop], credentials: true },
      "/things",
      user,
      { status: 200, ...exposed, "access-control-allow-credentials": "true" },
    ],
    [
      "all, where everybody may",
      { origins: "*" },
      "/things",
      user,
      { status: 200, "access-control-allow-origin": "*", "access-control-expose-headers": "X-Request-Id, Retry-After" },
    ],
  ])("%s", async (_name, cors, path, headers, expected) => {
    expect(await ask(cors, "GET", path, headers)).toEqual(expected);
  });
});

describe("a page may read what went wrong:", () => {
  const cors: CorsOptions = { origins: [shop] };
  const user = { origin: shop, authorization: "Bearer ada:write", "content-type": "application/json" };
  const failing: Parameters<typeof serveGolden>[0] = {
    listThings: () => ({ status: 429, body: { message: "wait" } }),
    getFile: () => Promise.reject(new Error("inside")),
  };
  test.each([
    [400, "POST", "/things", "{"],
    [403, "POST", "/things", "{}", { authorization: "Bearer ada" }],
    [404, "GET", "/nowhere"],
    [405, "PUT", "/things"],
    [406, "GET", "/chats/7", undefined, { accept: "application/json" }],
    [413, "POST", "/things", " ".repeat(1_048_577)],
    [415, "POST", "/things", "{}", { "content-type": "text/plain" }],
    [429, "GET", "/things"],
    [500, "GET", "/folders/a/files/b"],
  ])("%d [server.cors.errors]", async (status, method, path, body?: string, headers?: Record<string, string>) => {
    const { fetch } = serveGolden(failing, { cors });
    const init = { method, headers: { ...user, ...headers }, ...(body !== undefined && { body }) };
    const response = await fetch(new Request(`https://golden.test${path}`, init));
    expect([response.status, response.headers.get("access-control-allow-origin")]).toEqual([status, shop]);
  });
});

describe("a page may not read", () => {
  test.each<[string, CorsOptions, Record<string, string>]>([
    ["from another origin [server.cors.foreign-origin]", { origins: [shop] }, { origin: "https://evil.test" }],
    [
      "from an origin that only begins alike [server.cors.foreign-origin]",
      { origins: [shop] },
      { origin: `${shop}.evil.test` },
    ],
    ["from another port [server.cors.foreign-origin]", { origins: [shop] }, { origin: `${shop}:8443` }],
    ["from the origin null [server.cors.null-origin]", { origins: () => true }, { origin: "null" }],
    ["where nobody may", { origins: [] }, { origin: shop }],
    ["without an origin", { origins: [shop] }, {}],
  ])("%s", async (_name, cors, headers) => {
    expect(await ask(cors, "GET", "/things", headers)).toEqual({ status: 200, vary: "Origin" });
  });
});

describe("a preflight", () => {
  const allowed = { status: 204, vary: preflightVary, "access-control-allow-origin": shop };
  test.each<[string, CorsOptions, string, Record<string, string>, object]>([
    [
      "gets what the operation takes [server.cors.grant]",
      { origins: [shop], allowedHeaders: ["x-world"] },
      "/things",
      preflight(shop, "POST"),
      {
        ...allowed,
        "access-control-allow-methods": "GET, POST",
        "access-control-allow-headers": "authorization, content-type, x-request-id, x-world",
        "access-control-max-age": "600",
      },
    ],
    [
      "gets keys and positions of streams [server.cors.max-age]",
      { origins: [shop], maxAge: 86_400 },
      "/replies",
      preflight(shop, "POST"),
      {
        ...allowed,
        "access-control-allow-methods": "POST",
        "access-control-allow-headers": "authorization, content-type, last-event-id, x-request-id",
        "access-control-max-age": "7200",
      },
    ],
    [
      "for a method that is not there gets none [server.cors.grant]",
      { origins: [shop] },
      "/things",
      preflight(shop, "DELETE"),
      allowed,
    ],
    [
      "from another origin gets nothing [server.cors.foreign-origin]",
      { origins: [shop] },
      "/things",
      preflight("https://evil.test", "GET"),
      { status: 204, vary: preflightVary },
    ],
    [
      "is decided for its operation",
      { origins: (_origin, operation) => operation?.id === "createThing" },
      "/things",
      preflight(shop, "GET"),
      { status: 204, vary: preflightVary },
    ],
  ])("%s", async (_name, cors, path, headers, expected) => {
    expect(await ask(cors, "OPTIONS", path, headers)).toEqual(expected);
  });
});

test("an origin that cannot be judged is not let in, and that is told [server.cors.foreign-origin]", async () => {
  const outage = new Error("no database");
  const { fetch, errors } = serveGolden({}, { cors: { origins: () => Promise.reject(outage) } });
  const response = await fetch(new Request("https://golden.test/things", { headers: { origin: shop } }));
  expect([response.headers.get("access-control-allow-origin"), errors]).toEqual([null, [outage]]);
});

test("without the option there are no such headers", async () => {
  const { fetch } = serveGolden();
  const response = await fetch(new Request("https://golden.test/things", { headers: { origin: shop } }));
  expect([...response.headers.keys()].filter((name) => name === "vary" || name.startsWith("access"))).toEqual([]);
});

test.each<[CorsOptions, string]>([
  [{ origins: ["shop.test"] }, "shop.test is not an origin"],
  [{ origins: ["https://shop.test/"] }, "https://shop.test/ is not an origin"],
  [{ origins: ["null"] }, "null is not an origin"],
  [{ origins: "*", credentials: true }, "Cookies from pages of every origin cannot be allowed"],
])("%o is refused when the server is made [server.cors.configuration]", (cors, message) => {
  expect(() => createCors(cors, {})).toThrow(message);
});
