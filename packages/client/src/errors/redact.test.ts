import { describe, expect, test } from "vitest";
import { findSecrets, redact } from "./redact.ts";

describe("what looks like a credential", () => {
  test.each([
    ["nothing", "The chatbot was not found", "The chatbot was not found"],
    ["a JWT", "bad eyJhbGciOi.eyJzdWIi.c2ln here", "bad [redacted] here"],
    ["a JWT that is cut", "bad eyJhbGciOi", "bad [redacted]"],
    ["an authorization header", "authorization: Bearer abc.def", "authorization: Bearer [redacted]"],
    ["a query", "GET /a?token=abc&b=c", "GET /a?token=[redacted]&b=c"],
    ["a query with a code", "/callback?code=abc&state=d", "/callback?code=[redacted]&state=d"],
    ["a signed address", "/a?X-Amz-Signature=abc", "/a?X-Amz-Signature=[redacted]"],
    ["a user in an address", "https://me:pass@host/a", "https://[redacted]"],
    ["JSON", '{"client_api_key":"abc","b":"c"}', '{"client_api_key":"[redacted]","b":"c"}'],
    ["keys with a prefix", "ak-12345678 and sk_1234567890", "[redacted] and [redacted]"],
    ["a script of a vendor", "could not load xyz-chat-1.js", "could not load xyz-chat-1.js"],
    ["a mail address", "mailto me@host", "mailto me@host"],
  ])("%s", (_name, text, expected) => {
    expect(redact(text)).toBe(expected);
  });

  test("known secrets, the longest first", () => {
    expect(redact("puzzle-2 and puzzle", ["puzzle", "puzzle-2"])).toBe("[redacted] and [redacted]");
  });
});

test("secrets are found by name, with all that is below", () => {
  const value = {
    message: "do not hide",
    password: "hide me 1",
    short: { token: "short" },
    secrets: { openai: "hide me 2", list: ["hide me 3"] },
    authorization: "Bearer hide-me-4",
    nothing: null,
    number: 5,
  };
  expect(findSecrets(value)).toEqual(["hide me 1", "hide me 2", "hide me 3", "Bearer hide-me-4", "hide-me-4"]);
});

test.each([
  ["a long word", "x".repeat(500_000)],
  ["a long name of a credential", "token".repeat(100_000)],
  ["the beginnings of many keys", "eyJ-".repeat(100_000)],
  ["many slashes", "//".repeat(200_000)],
])("takes time that grows with the text, not with its square: %s", (_name, text) => {
  // With the square this takes minutes, and the test does not end.
  expect(redact(text).length).toBeLessThanOrEqual(text.length + 20);
});
