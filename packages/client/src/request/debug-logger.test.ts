import { createManualClock } from "@parley/clock/manual";
import { describe, expect, test } from "vitest";
import { answer, createThing, createThings, getThing, type PlannedAnswer } from "../__fixtures__/things.ts";
import type { Middleware } from "./api.ts";
import { call } from "./call.ts";
import { createDebugLogger } from "./debug-logger.ts";

describe("lines", () => {
  test.each<[string, PlannedAnswer, string]>([
    ["an answer", answer(200, { id: "hunter2" }, { "x-a": "hunter2" }), "<- getThing #1 200 in 5 ms"],
    ["a refusal", answer(404, { message: "hunter2" }), "<- getThing #1 404 in 5 ms"],
    [
      "a broken connection",
      new TypeError("hunter2"),
      "<- getThing #1 failed in 5 ms: getThing could not reach the server",
    ],
  ])("of %s", async (_name, planned, expected) => {
    const lines: string[] = [];
    const clock = createManualClock();
    const slow: Middleware = async (request, next) => {
      await clock.advance(5);
      return next(request);
    };
    const { api } = createThings([planned], {
      retry: { maxRetries: 0 },
      headers: { authorization: "hunter2" },
      use: [createDebugLogger({ log: (line) => lines.push(line), clock }), slow],
    });
    await call(api, getThing, { path: { id: "1" } }).catch(() => {});
    expect(lines).toEqual(["-> getThing #1 GET https://things.example/v1/things/1", expected]);
  });

  test("of an error of another middleware have its name only", async () => {
    const lines: string[] = [];
    const failing: Middleware = () => Promise.reject(new RangeError("hunter2"));
    const odd: Middleware = () => Promise.reject("hunter2");
    for (const next of [failing, odd]) {
      const use = [createDebugLogger({ log: (line) => lines.push(line), clock: createManualClock() }), next];
      const { api } = createThings([answer(201)], { use });
      await call(api, createThing, { query: { token: "hunter2" }, body: { name: "hunter2" } }).catch(() => {});
    }
    expect(lines).toEqual([
      "-> createThing #1 POST https://things.example/v1/things",
      "<- createThing #1 failed in 0 ms: RangeError",
      "-> createThing #1 POST https://things.example/v1/things",
      "<- createThing #1 failed in 0 ms: an error",
    ]);
  });
});
