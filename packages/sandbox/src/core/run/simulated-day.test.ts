/** A day of a busy sandbox goes by in seconds, and leaves nothing behind. */

import { createVirtualClock } from "@parley/clock/virtual";
import { expect, test } from "vitest";
import { createMemoryStore, type WorldStore } from "../world/index.ts";
import { pacings } from "./pacing.ts";
import { createRuns } from "./runs.ts";
import { type Said, sayAll } from "./testing/harness.ts";
import { usedHeap } from "./testing/memory.ts";

const day = 86_400_000;
const conversations = 1_000;
const texts = Array.from({ length: 8 }, (_, index) => `This is sentence ${index} of a reply. `);

/** One day of conversations in ten worlds, each at its own time, with a reader and a token that expires. */
async function liveThroughDay(store: WorldStore, date: number): Promise<readonly [replies: number, expired: number]> {
  const clock = createVirtualClock({ start: date, isFrozen: true });
  const runs = createRuns({ store, clock });
  let replies = 0;
  let expired = 0;

  async function converse(index: number): Promise<void> {
    const world = `world-${index % 10}`;
    const id = `run-${index}`;
    await clock.sleep((index / conversations) * (day - 3_600_000));
    await runs.start<Said>(world, { id }, sayAll(texts, 1_000), {
      pacing: pacings.typical,
      cut: (event, cut) => cut(event.text ?? "").map((text) => ({ ...event, text })),
    });
    const expiry = clock.sleep(900_000).then(() => {
      expired += 1;
    });
    for await (const { event } of runs.tail<Said>(world, id)) if (event.type === "run_end") replies += 1;
    await expiry;
  }

  const all = Array.from({ length: conversations }, (_, index) => converse(index));
  await clock.advance(day);
  await Promise.all(all);
  expect([clock.sleeping(), clock.now()]).toEqual([0, date + day]);
  for (const world of await store.listWorlds()) await store.transaction(world, (transaction) => transaction.clear());
  await runs.close();
  return [replies, expired];
}

test("a day of a thousand conversations leaves no timer, no handle and no memory", async () => {
  const store = createMemoryStore();
  const handles = () => process.getActiveResourcesInfo().filter((name) => name === "Timeout" || name === "Immediate");
  const before = handles();
  await liveThroughDay(store, 0);
  const first = usedHeap();
  for (const date of [day, 2 * day]) expect(await liveThroughDay(store, date)).toEqual([conversations, conversations]);
  expect(usedHeap() - first).toBeLessThan(2_000_000);
  expect(handles().length).toBeLessThanOrEqual(before.length);
});
