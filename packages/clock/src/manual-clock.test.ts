import { getEventListeners } from "node:events";
import { expect, test } from "vitest";
import { createManualClock, settle } from "./manual-clock.ts";

test("stands still at its start until it is moved", async () => {
  expect(createManualClock().now()).toBe(0);
  const clock = createManualClock(1_000);
  await settle();
  expect(clock.now()).toBe(1_000);
  await clock.advance(5);
  expect(clock.now()).toBe(1_005);
});

test("sleepers wake in the order of their times, each at its own time, and those who sleep again are woken too", async () => {
  const clock = createManualClock(1_000);
  const log: string[] = [];
  const sleep = async (name: string, ...times: number[]) => {
    for (const time of times) {
      await clock.sleep(time);
      log.push(`${name} ${clock.now()}`);
    }
  };
  void sleep("late", 300);
  void sleep("often", 100, 100, 200);
  void sleep("early", 50);
  await clock.advance(350);
  expect(log).toEqual(["early 1050", "often 1100", "often 1200", "late 1300"]);
  expect(clock.now()).toBe(1_350);
  expect(clock.sleeping()).toBe(1);
});

test("of two that are due together, the first to sleep wakes first, and goes on before the other wakes", async () => {
  const clock = createManualClock();
  const log: string[] = [];
  const sleep = async (name: string) => {
    await clock.sleep(100);
    log.push(`${name} wakes`);
    for (let turn = 0; turn < 10; turn += 1) await Promise.resolve();
    log.push(`${name} goes on`);
  };
  void sleep("first");
  void sleep("second");
  await clock.advance(100);
  expect(log).toEqual(["first wakes", "first goes on", "second wakes", "second goes on"]);
});

test.each([0, -1, Number.NaN])("who sleeps for %s ms is not held up", async (time) => {
  const clock = createManualClock();
  await clock.sleep(time);
  expect(clock.sleeping()).toBe(0);
});

test("who sleeps for Infinity is never woken", async () => {
  const clock = createManualClock();
  void clock.sleep(Number.POSITIVE_INFINITY);
  await clock.advance(Number.MAX_SAFE_INTEGER);
  expect(clock.sleeping()).toBe(1);
});

test("an aborted sleeper rejects with the reason and is forgotten", async () => {
  const clock = createManualClock();
  const controller = new AbortController();
  const sleeping = clock.sleep(100, controller.signal);
  controller.abort("enough");
  await expect(sleeping).rejects.toBe("enough");
  expect(clock.sleeping()).toBe(0);
});

test("a signal that was aborted before lets nobody fall asleep", async () => {
  const clock = createManualClock();
  for (const time of [0, 100]) await expect(clock.sleep(time, AbortSignal.abort("enough"))).rejects.toBe("enough");
  expect(clock.sleeping()).toBe(0);
});

test("a sleeper that has woken leaves nothing at its signal", async () => {
  const clock = createManualClock();
  const { signal } = new AbortController();
  const sleeping = clock.sleep(100, signal);
  await clock.advance(100);
  await sleeping;
  expect(getEventListeners(signal, "abort")).toEqual([]);
});
