import { describe, expect, test } from "vitest";
import { jwt } from "../__fixtures__/jwt.ts";
import { readToken, type TokenResult, takeToken } from "./token-result.ts";

const end = Date.UTC(2026, 0, 2, 3, 4, 5);

describe("the end of a token", () => {
  test.each<[string, TokenResult, number]>([
    ["is unknown for an opaque token", "opaque", Number.POSITIVE_INFINITY],
    ["is the claim exp of a JWT", jwt({ exp: end / 1000 }), end],
    ["may have a fraction of a second", jwt({ exp: end / 1000 + 0.5 }), end + 500],
    ["is unknown where exp is no number", jwt({ exp: "soon" }), Number.POSITIVE_INFINITY],
    ["is unknown where the claims are null", "a.bnVsbA.c", Number.POSITIVE_INFINITY],
    ["is read from claims that are not ASCII", jwt({ name: "Zoë ÿþ 日本", exp: end / 1000 }), end],
    ["is unknown where the middle is no base64", "a.~.c", Number.POSITIVE_INFINITY],
    ["may be stated in milliseconds", { token: "opaque", expiresAt: end }, end],
    ["may be stated as a date", { token: "opaque", expiresAt: new Date(end) }, end],
    ["may be stated as ISO 8601", { token: "opaque", expiresAt: "2026-01-02T03:04:05Z" }, end],
    ["may be stated with an offset", { token: "opaque", expiresAt: "2026-01-02T04:04:05+01:00" }, end],
    ["is rather what is stated than exp", { token: jwt({ exp: 1 }), expiresAt: end }, end],
    ["is exp where what is stated is no date", { token: jwt({ exp: end / 1000 }), expiresAt: "later" }, end],
    ["is exp where nothing is stated", { token: jwt({ exp: end / 1000 }), expiresAt: undefined }, end],
  ])("%s", (_, result, expected) => {
    expect(readToken(result).expiresAt).toBe(expected);
  });
});

test("the time of issue is the claim iat", () => {
  const token = jwt({ iat: 1_000, exp: 2_000 });
  expect(readToken(token)).toEqual({ token, issuedAt: 1_000_000, expiresAt: 2_000_000 });
  expect(readToken("opaque")).toEqual({ token: "opaque", issuedAt: Number.NaN, expiresAt: Number.POSITIVE_INFINITY });
});

describe("what is no token is refused without being quoted", () => {
  test.each<[string, unknown]>([
    ["nothing", undefined],
    ["null", null],
    ["a number", 42],
    ["an empty text", ""],
    ["an object without token", { access_token: "s3cret" }],
    ["an object with another thing as token", { token: { token: "s3cret" } }],
    ["a text with a line break", "s3cret\n"],
    ["a text with a blank", "<h1>s3cret page</h1>"],
    ["a text that no header can carry", "s3cret日本"],
    ["a page without blanks", "<h1>s3cret</h1>"],
    ["JSON", '{"token":"s3cret"}'],
    ["the word of a gateway", "Unavailable"],
    ["the word of a program", "undefined"],
  ])("%s", (_, result) => {
    let error: unknown;
    try {
      readToken(result as TokenResult); // what a caller without types may give
    } catch (caught) {
      error = caught;
    }
    expect(error).toMatchObject({
      name: "TokenError",
      code: "malformed_token",
      message: "fetchToken must give a token (RFC 6750 section 2.1), alone or as the member token, or a Response",
    });
  });
});

describe("the answer of a token endpoint", () => {
  const json = (body: unknown) => Response.json(body);
  test.each<[string, Response]>([
    ["as text", new Response("one.two")],
    ["as text with a line break", new Response("one.two\n")],
    ["as JSON", json({ token: "one.two" })],
    ["as JSON in an envelope", json({ success: true, data: { token: "one.two" } })],
  ])("is read %s", async (_, response) => {
    expect((await takeToken(response)).token).toBe("one.two");
  });

  test("that refuses is an error, whatever its body says", async () => {
    const refusal = new Response("one.two", { status: 503 });
    await expect(takeToken(refusal)).rejects.toMatchObject({ name: "ServerError", code: "status_503", status: 503 });
  });

  test.each([
    ["that is broken", new Response("{s3cret", { headers: { "content-type": "application/json" } })],
    ["without a token", json({ access_token: "s3cret" })],
    ["that is null", json(null)],
  ])("in JSON %s is refused without being quoted", async (_, response) => {
    const error = await takeToken(response).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code: "malformed_token", message: expect.not.stringContaining("s3cret") });
    expect((error as Error).cause).toBeUndefined(); // a TokenError
  });
});
