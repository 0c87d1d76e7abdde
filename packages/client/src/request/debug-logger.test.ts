import { createManualClock } from "@parley/clock/manual";
import { describe, expect, test } from "vitest";
import { call, createThing, getThing } from "../__fixtures__/calls.ts";
import { answer, createThings, type PlannedAnswer } from "../__fixtures__/things.ts";
import { createDebugLogger } from "./debug-logger.ts";

describe("lines", () => {
  test.each<[string, PlannedAnswer, string]>([
    ["an answer", answer(200, { id: "hunter2" }, { "x-a": "hunter2" }), "<- #1 200 in 5 ms"],
    ["a refusal", answer(404, { message: "hunter2" }), "<- #1 404 in 5 ms"],
    ["a broken connection", new TypeError("hunter2"), "<- #1 failed in 5 ms: getThing could not reach things.example"],
  ])("of %s", async (_name, planned, expected) => {
    const lines: string[] = [];
    const clock = createManualClock();
    const { client } = createThings([planned], { retry: { maxRetries: 0 }, headers: { authorization: "hunter2" } });
    client.use(createDebugLogger({ log: (line) => lines.push(line), clock }), { onRequest: () => clock.advance(5) });
    await call(client, getThing, { path: { id: "1" } }).catch(() => {});
    expect(lines).toEqual(["-> #1 GET https://things.example/v1/things/1", expected]);
  });

  test("of an error that another middleware made have its name only, and calls are counted", async () => {
    const lines: string[] = [];
    const { client } = createThings([new TypeError("hunter2")]);
    client.use(createDebugLogger({ log: (line) => lines.push(line), clock: createManualClock() }), {
      onError: () => new RangeError("hunter2"),
    });
    for (const token of ["hunter2", "hunter3"]) {
      await call(client, createThing, { query: { token }, body: { name: token } }).catch(() => {});
    }
    expect(lines).toEqual([
      "-> #1 POST https://things.example/v1/things",
      "<- #1 failed in 0 ms: RangeError",
      "-> #2 POST https://things.example/v1/things",
      "<- #2 failed in 0 ms: RangeError",
    ]);
  });
});
