import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isRetryableStatus, type RetryPolicy, readRetryAfter, retryDelay } from "./retry.ts";

const now = Date.UTC(2026, 0, 1, 12);
const policy: RetryPolicy = { maxRetries: 3, baseDelay: 500, maxDelay: 1_500, maxRetryAfter: 60_000 };

describe("the wait that a server asks for", () => {
  test.each<[string, Record<string, string>, number | undefined]>([
    ["nothing", {}, undefined],
    ["seconds", { "retry-after": "7" }, 7_000],
    ["seconds with a fraction", { "retry-after": "1.5" }, 1_500],
    ["zero", { "retry-after": "0" }, 0],
    ["milliseconds", { "retry-after-ms": "250" }, 250],
    ["milliseconds before seconds", { "retry-after-ms": "250", "retry-after": "7" }, 250],
    ["a date", { "retry-after": "Thu, 01 Jan 2026 12:00:09 GMT" }, 9_000],
    [
      "a date by the clock of the server",
      { "retry-after": "Thu, 01 Jan 2026 12:00:09 GMT", date: "Thu, 01 Jan 2026 12:00:05 GMT" },
      4_000,
    ],
    ["a date that has passed", { "retry-after": "Thu, 01 Jan 2026 11:00:00 GMT" }, 0],
    ["an obsolete date", { "retry-after": "Thursday, 01-Jan-26 12:00:09 GMT" }, 9_000],
    ["less than zero", { "retry-after": "-1" }, undefined],
    ["words", { "retry-after": "in 5 minutes" }, undefined],
    ["words that end like a date", { "retry-after": "soon GMT" }, undefined],
    ["milliseconds that are none", { "retry-after-ms": "x", "retry-after": "2" }, 2_000],
  ])("%s", (_name, headers, expected) => {
    expect(readRetryAfter(new Headers(headers), { now: () => now })).toBe(expected);
  });
});

describe("the wait before a retry", () => {
  test.each<[string, number, number | undefined, number | undefined]>([
    ["first", 1, undefined, 500],
    ["second", 2, undefined, 1_000],
    ["third, capped", 3, undefined, 1_500],
    ["no more", 4, undefined, undefined],
    ["no more, whatever the server asks", 4, 1, undefined],
    ["as the server asks", 1, 60_000, 60_000],
    ["longer than is waited for", 1, 60_001, undefined],
  ])("%s", (_name, attempt, retryAfter, expected) => {
    expect(retryDelay(attempt, retryAfter, policy, () => 1)).toBe(expected);
  });

  test("full jitter: any time from 0 to the bound, in proportion to chance", () => {
    const attempts = fc.integer({ min: 1, max: 60 });
    fc.assert(
      fc.property(attempts, fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), (attempt, chance) => {
        const bound = Math.min(1_500, 500 * 2 ** (attempt - 1));
        expect(retryDelay(attempt, undefined, { ...policy, maxRetries: 60 }, () => chance)).toBe(chance * bound);
      }),
    );
  });
});

test("statuses that may be gone the next time", () => {
  const all = Array.from({ length: 500 }, (_, index) => index + 100);
  expect(all.filter(isRetryableStatus)).toEqual([408, 425, 429, 500, 502, 503, 504]);
});
