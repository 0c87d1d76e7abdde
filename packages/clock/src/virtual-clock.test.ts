import { getEventListeners } from "node:events";
import { expect, test } from "vitest";
import type { Clock } from "./clock.ts";
import { createManualClock } from "./manual-clock.ts";
import { createVirtualClock } from "./virtual-clock.ts";

/** A virtual clock that goes with a manual one. */
function createPair(options: { start?: number; isFrozen?: boolean } = {}) {
  const base = createManualClock(1_000);
  return { base, clock: createVirtualClock({ base, ...options }) };
}

/** Notes when a sleeper wakes. */
function note(clock: Clock, milliseconds: number, log: number[]): void {
  void clock.sleep(milliseconds).then(() => log.push(clock.now()));
}

test("goes with its base, from the start that it is given", async () => {
  const { base, clock } = createPair({ start: 50_000 });
  const log: number[] = [];
  note(clock, 200, log);
  note(clock, 100, log);
  await base.advance(150);
  expect([clock.now(), log, clock.sleeping()]).toEqual([50_150, [50_100], 1]);
  await base.advance(50);
  expect(log).toEqual([50_100, 50_200]);
});

test("shows the time of its base where it is given none", () => {
  expect(createPair().clock.now()).toBe(1_000);
});

test("stands still while it is frozen, and goes on from there", async () => {
  const { base, clock } = createPair();
  const log: number[] = [];
  note(clock, 100, log);
  await base.advance(60);
  clock.freeze();
  await base.advance(10_000);
  expect([clock.isFrozen, clock.now(), log]).toEqual([true, 1_060, []]);
  clock.resume();
  await base.advance(39);
  expect([clock.isFrozen, clock.now(), log]).toEqual([false, 1_099, []]);
  await base.advance(1);
  expect(log).toEqual([1_100]);
});

test("has one timer at its base while it goes, and none while it is frozen or nobody sleeps", async () => {
  const { base, clock } = createPair();
  const controller = new AbortController();
  for (const time of [300, 100, 200]) clock.sleep(time, controller.signal).catch(() => {});
  expect(base.sleeping()).toBe(1);
  clock.freeze();
  expect(base.sleeping()).toBe(0);
  clock.resume();
  expect(base.sleeping()).toBe(1);
  controller.abort();
  expect([clock.sleeping(), base.sleeping(), getEventListeners(controller.signal, "abort")]).toEqual([0, 0, []]);
});

test.each([true, false])("is moved on, frozen or not (%s): each wakes at its own time", async (isFrozen) => {
  const { base, clock } = createPair({ isFrozen });
  const log: number[] = [];
  for (const time of [3_000, 1_000, 2_000, 9_000]) note(clock, time, log);
  await clock.advance(5_000);
  expect([log, clock.now(), clock.sleeping(), clock.isFrozen]).toEqual([[2_000, 3_000, 4_000], 6_000, 1, isFrozen]);
  await base.advance(4_000);
  expect(log.at(-1)).toBe(isFrozen ? 4_000 : 10_000);
});

test("moves of the same time are made one after the other", async () => {
  const { clock } = createPair({ isFrozen: true });
  await Promise.all([clock.advance(5), clock.advance(10)]);
  expect(clock.now()).toBe(1_015);
});

test("a move that is asked for while another wakes sleepers does not hang", async () => {
  const { clock } = createPair({ isFrozen: true });
  const moved = clock.sleep(5).then(() => clock.advance(100));
  await clock.advance(10);
  await moved;
  expect(clock.now()).toBe(1_110);
});

test("work with turns of its own is done before the next sleeper wakes", async () => {
  const { clock } = createPair({ isFrozen: true });
  const log: string[] = [];
  const work = async (name: string, time: number) => {
    await clock.sleep(time);
    log.push(`${name} wakes`);
    for (let turn = 0; turn < 50; turn += 1) await Promise.resolve();
    await new Promise((resolve) => setImmediate(resolve));
    log.push(`${name} is done`);
  };
  void work("first", 10);
  void work("second", 10);
  void work("third", 11);
  await clock.advance(20);
  const names = ["first", "second", "third"];
  expect(log).toEqual(names.flatMap((name) => [`${name} wakes`, `${name} is done`]));
});

test("is set to a later time as if it had been moved on", async () => {
  const { clock } = createPair({ isFrozen: true });
  const log: number[] = [];
  note(clock, 100, log);
  await clock.set(5_000);
  expect([clock.now(), log]).toEqual([5_000, [1_100]]);
});

test("is set back, and sleepers sleep as long as they would have", async () => {
  const { base, clock } = createPair();
  const log: number[] = [];
  note(clock, 100, log);
  await clock.set(10);
  expect(clock.now()).toBe(10);
  await base.advance(99);
  expect([clock.now(), log]).toEqual([109, []]);
  await base.advance(1);
  expect(log).toEqual([110]);
});

test.each([-1, Number.NaN])("is not moved on by %s ms", async (time) => {
  await expect(createPair().clock.advance(time)).rejects.toThrow(RangeError);
});

test("is not set to what is no time", async () => {
  await expect(createPair().clock.set(Number.NaN)).rejects.toThrow("A clock is set to a time, not to NaN.");
});

test("thousands of sleepers wake in their order in a moment", async () => {
  const { clock } = createPair({ isFrozen: true });
  const log: number[] = [];
  for (let index = 0; index < 5_000; index += 1) note(clock, (index * 7_919) % 86_400_000, log);
  await clock.advance(86_400_000);
  expect([log.length, log.every((time, index) => time >= (log[index - 1] ?? 0)), clock.sleeping()]).toEqual([
    5_000,
    true,
    0,
  ]);
});
