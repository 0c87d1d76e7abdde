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
