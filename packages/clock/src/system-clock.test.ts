import { getEventListeners } from "node:events";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { systemClock } from "./system-clock.ts";

const day = 86_400_000;
/** The longest time that timers take. */
const longestTimer = 2 ** 31 - 1;

beforeEach(() => void vi.useFakeTimers({ now: Date.UTC(2026, 0, 26) }));
afterEach(() => void vi.useRealTimers());

/** What became of a sleep so far. */
function watch(sleeping: Promise<void>): () => unknown {
  let outcome: unknown = "asleep";
  sleeping.then(
    () => {
      outcome = "awake";
    },
    (reason: unknown) => {
      outcome = { reason };
    },
  );
  return () => outcome;
}

test("shows the time of the machine", () => {
  expect(systemClock.now()).toBe(Date.UTC(2026, 0, 26));
  vi.setSystemTime(0);
  expect(systemClock.now()).toBe(0);
});

test.each([1, 1_000, longestTimer, longestTimer + 1, 30 * day, 100 * day, 400 * day])(
  "sleeps for %i ms, not less and not more",
  async (time) => {
    const { signal } = new AbortController();
    const outcome = watch(systemClock.sleep(time, signal));
    await vi.advanceTimersByTimeAsync(time - 1);
    expect(outcome()).toBe("asleep");
    await vi.advanceTimersByTimeAsync(1);
    expect([outcome(), getEventListeners(signal, "abort"), vi.getTimerCount()]).toEqual(["awake", [], 0]);
  },
);

test.each([0, -1, Number.NEGATIVE_INFINITY, Number.NaN])("sleeps for no longer than a turn for %s ms", async (time) => {
  const outcome = watch(systemClock.sleep(time));
  await vi.advanceTimersByTimeAsync(1);
  expect([outcome(), vi.getTimerCount()]).toEqual(["awake", 0]);
});

test("sleeps for ever for Infinity", async () => {
  const outcome = watch(systemClock.sleep(Number.POSITIVE_INFINITY));
  await vi.advanceTimersByTimeAsync(4_000 * day);
  expect(outcome()).toBe("asleep");
});

test.each([
  ["at once", 0],
  ["in the first piece", day],
  ["where the first piece ends", 2_000_000_000],
  ["in a later piece", 60 * day],
  ["just before the end", 100 * day - 1],
])("an abort %s ends a sleep with its reason, and leaves no timer and no listener", async (_name, time) => {
  const controller = new AbortController();
  const { signal } = controller;
  const outcome = watch(systemClock.sleep(100 * day, signal));
  await vi.advanceTimersByTimeAsync(time);
  expect([outcome(), getEventListeners(signal, "abort").length, vi.getTimerCount()]).toEqual(["asleep", 1, 1]);
  controller.abort("enough");
  await vi.advanceTimersByTimeAsync(0);
  expect([outcome(), getEventListeners(signal, "abort"), vi.getTimerCount()]).toEqual([{ reason: "enough" }, [], 0]);
});

test("a signal that was aborted before lets nobody fall asleep", async () => {
  await expect(systemClock.sleep(1_000, AbortSignal.abort("enough"))).rejects.toBe("enough");
  expect(vi.getTimerCount()).toBe(0);
});
