import { expect, test } from "vitest";
import { createManualClock } from "./clock.ts";

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

test("an aborted sleeper rejects with the reason and is forgotten", async () => {
  const clock = createManualClock();
  const controller = new AbortController();
  const sleeping = clock.sleep(100, controller.signal);
  controller.abort("enough");
  await expect(sleeping).rejects.toBe("enough");
  expect(clock.sleeping()).toBe(0);
});
