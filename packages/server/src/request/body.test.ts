/** The bodies that a handler is given, and those that are refused before: the golden contract, served. */

import { describe, expect, test } from "vitest";
import { type Seen, serveGolden, thing } from "../__fixtures__/golden.ts";

const origin = "https://golden.test";
const user = { authorization: "Bearer ada" };
const json = { "content-type": "application/json" };

function post(path: string, body: BodyInit, headers: HeadersInit = {}): Request {
  return new Request(`${origin}${path}`, { method: "POST", body, headers, duplex: "half" } as RequestInit); // undici
}

/** The body that a handler is given, or the refusal. */
async function bodyOf(name: keyof Seen, request: Request): Promise<unknown> {
  const { fetch, seen } = serveGolden();
  const response = await fetch(request);
  const context = seen[name];
  if (context) return context.body;
  const { message } = (await response.json()) as { message: string };
  return `${response.status} ${message}`;
}

describe("JSON bodies", () => {
  const path = "/things";
  const oauth = { authorization: "Bearer ada:write" };

  test("reach the handler as they are, without what only the server sets [server.body.mass-assignment]", async () => {
    const odd = { 'said "hello"': `9007199254740993 "\\" ${"[".repeat(40)}`, constructor: "y" };
    const body = JSON.stringify({ ...thing, created: "2026-01-01T00:00:00Z", odd });
    expect(await bodyOf("createThing", post(path, body, { ...oauth, ...json }))).toEqual({ ...thing, odd });
  });

  test("may have a byte order mark and say their charset", async () => {
    const request = post(path, `\ufeff${JSON.stringify(thing)}`, {
      ...oauth,
      "content-type": 'Application/JSON; charset="UTF-8"',
    });
    expect(await bodyOf("createThing", request)).toEqual(thing);
  });

  const nested = `${"[".repeat(33)}${"]".repeat(33)}`;
  test.each([
    ["", "400 malformed: body as a whole is missing", "[server.json.malformed]"],
    ["{", "400 malformed: The body is not valid JSON", "[server.json.malformed]"],
    ["NaN", "400 malformed: The body is not valid JSON", "[server.json.number]"],
    [
      '{"a": 9007199254740993}',
      "400 malformed: body as a whole has an integer that would be rounded, of 16 digits",
      "[server.json.number]",
    ],
    ['{"a": 1e400}', "400 malformed: body /a is a number too large", "[server.json.number]"],
    ["null", "422 invalid: body as a whole must be object, is null", "[server.json.root]"],
    ["[]", "422 invalid: body as a whole must be object, is array", "[server.json.root]"],
    ['"x"', "422 invalid: body as a whole must be object, is string", "[server.json.root]"],
    ["0", "422 invalid: body as a whole must be object, is integer", "[server.json.root]"],
    [nested, "400 malformed: The body is nested deeper than 32", "[server.json.depth]"],
    [`[${"[],".repeat(50_000)}0]`, "413 too_large: The body has more than 50000 values", "[server.json.width]"],
    [
      '{"a":{"__proto__":{"polluted":1}}}',
      "400 malformed: body /a has a name that is not allowed",
      "[server.input.prototype]",
    ],
    [
      '{"\\u005f_proto__":1}',
      "400 malformed: body as a whole has a name that is not allowed",
      "[server.input.prototype]",
    ],
    [
      '{"constructor":{"prototype":{}}}',
      "400 malformed: body as a whole has a name that is not allowed",
      "[server.input.prototype]",
    ],
    ['{"a/b":["\\u0000"]}', "400 malformed: body /a~1b/0 has a NUL character", "[server.input.nul]"],
    ['{"a":"\\ud800"}', "400 malformed: body /a has half a surrogate pair", "[server.json.surrogate]"],
    [" ".repeat(1_048_577), "413 too_large: The body is larger than 1048576 bytes", "[server.body.size]"],
    ["Infinity", "400 malformed: The body is not valid JSON", "[server.json.number]"],
    ["0x10", "400 malformed: The body is not valid JSON", "[server.json.number]"],
    [`[${"1".repeat(10_000)}]`, "400 malformed: body /0 is a number too large", "[server.json.number]"],
    ["[".repeat(200_000), "400 malformed: The body is nested deeper than 32", "[server.json.depth]"],
    [`{${'"a":1,'.repeat(100_000)}"b":1}`, "413 too_large: The body has more than 50000 values", "[server.json.width]"],
  ])("%.40s: %s %s", async (body, expected) => {
    expect(await bodyOf("createThing", post(path, body, { ...oauth, ...json }))).toBe(expected);
  });

  test.each(["9007199254740992", "123456789012345680", "1267650600228229401496703205376", "1e300"])(
    "with the number %s are read, because a double has it [server.json.number]",
    async (number) => {
      const answer = await bodyOf("createThing", post(path, `{"a":${number}}`, { ...oauth, ...json }));
      expect(answer).toMatch(/^422 invalid: .*is missing/);
    },
  );

  test("are refused with every field that is wrong [server.body.every-field] [server.body.types]", async () => {
    const body = JSON.stringify({ ...thing, kind: "other", size: "1", position: [1], count: 4.5, odd: {} });
    expect(await bodyOf("createThing", post(path, body, { ...oauth, ...json }))).toBe(
      "422 invalid: body /kind must be equal to constant, is string; body /size must be number, is string; " +
        "body /count must be integer, is number; body /count must be multiple of 3, is number; " +
        'body /position must NOT have fewer than 2 items, is array; body /odd/said "hello" is missing',
    );
    expect(Object.prototype).not.toHaveProperty("polluted");
  });

  test.each([
    ["invalid bytes", Uint8Array.of(0xff, 0xfe)],
    ["an overlong form", Uint8Array.of(0x22, 0xc0, 0xaf, 0x22)],
    ["a sequence that is cut", Uint8Array.of(0x22, 0xe2, 0x82)],
  ])("with %s are refused [server.input.utf8]", async (_name, body) => {
    expect(await bodyOf("createThing", post(path, body, { ...oauth, ...json }))).toBe(
      "400 malformed: The body is not valid UTF-8",
    );
  });

  const unsupported = "415 unsupported_media_type: The body must be application/json, and not compressed";
  test.each([
    [{ "content-type": "text/plain" }, unsupported],
    [{ "content-type": "application/json, text/plain" }, unsupported],
    [{ "content-type": "application/x-www-form-urlencoded" }, unsupported],
    [{ "content-type": "application/json; charset=utf-16" }, "415 unsupported_media_type: The body must be in UTF-8"],
  ])("as %o are refused [server.body.media-type]", async (headers, expected) => {
    expect(await bodyOf("createThing", post(path, JSON.stringify(thing), { ...oauth, ...headers }))).toBe(expected);
  });

  test.each(["gzip", "br", "x"])("compressed with %s are refused [server.body.coding]", async (coding) => {
    const headers = { ...oauth, ...json, "content-encoding": coding };
    expect(await bodyOf("createThing", post(path, JSON.stringify(thing), headers))).toBe(unsupported);
  });

  test("without a media type are refused [server.body.media-type]", async () => {
    const bytes = new TextEncoder().encode(JSON.stringify(thing));
    expect(await bodyOf("createThing", post(path, bytes, oauth))).toBe(unsupported);
  });

  test("with members that a closed schema lacks are refused [server.body.mass-assignment]", async () => {
    const body = JSON.stringify({ ...thing, shape: { ...thing.shape, isAdmin: true } });
    expect(await bodyOf("createThing", post(path, body, { ...oauth, ...json }))).toMatch(
      /^422 invalid: .*body \/shape\/isAdmin is not allowed/,
    );
  });

  test("are refused by their announced length before they are read [server.body.announced-size]", async () => {
    let reads = 0;
    const body = new ReadableStream(
      {
        pull() {
          reads += 1;
        },
      },
      { highWaterMark: 0 },
    );
    const request = post(path, body, { ...oauth, ...json, "content-length": "1048577" });
    expect(await bodyOf("createThing", request)).toBe("413 too_large: The body is larger than 1048576 bytes");
    expect(reads).toBe(0);
  });

  test("that break off are refused [server.body.early-end]", async () => {
    const body = new ReadableStream({ pull: (controller) => controller.error(new Error("gone")) });
    expect(await bodyOf("createThing", post(path, body, { ...oauth, ...json }))).toBe(
      "400 malformed: The body ended early",
    );
  });
});

describe("URL-encoded forms", () => {
  const form = { "content-type": "application/x-www-form-urlencoded" };
  const good = "grant_type=authorization_code&code=a%2Bb+c&client_secret=%C3%A4";
  test.each<[body: string, expected: unknown, id: string]>([
    [good, { grant_type: "authorization_code", code: "a+b c", client_secret: "ä" }, ""],
    [`${good}&code=d`, "422 invalid: body /code is given more than once", "[server.query.repeated]"],
    [
      `${good}&__proto__=d`,
      "400 malformed: body as a whole has a name that is not allowed",
      "[server.input.prototype]",
    ],
    [
      "grant_type=x",
      "422 invalid: body /code is missing; body /client_secret is missing; body /grant_type must be equal to constant, is string",
      "[server.body.every-field]",
    ],
    ["code=%ff", "400 malformed: body /code is not valid UTF-8", "[server.input.utf8]"],
    ["code=%00", "400 malformed: body /code has a NUL character", "[server.input.nul]"],
    [
      '{"grant_type":"authorization_code"}',
      "422 invalid: body /grant_type is missing; body /code is missing; body /client_secret is missing",
      "[server.body.media-type]",
    ],
  ])("%s: %j %s", async (body, expected) => {
    expect(await bodyOf("createToken", post("/token", body, form))).toEqual(expected);
  });
});

describe("raw bodies", () => {
  test("are bytes with their type", async () => {
    const body = await bodyOf(
      "sendPicture",
      post("/echo", Uint8Array.of(1, 2), { ...user, "content-type": "image/png" }),
    );
    expect(body).toEqual(new Blob([Uint8Array.of(1, 2)], { type: "image/png" }));
  });

  test("may be left out where they are not required", async () => {
    expect(await bodyOf("sendPicture", new Request(`${origin}/echo`, { method: "POST", headers: user }))).toBe(
      undefined,
    );
  });
});
