import { expect, test } from "vitest";
import { createChance } from "../../chance/index.ts";
import { createMemoryStore, type WorldStore } from "../index.ts";
import { repeatEach } from "../testing/repeat-each.ts";
import { draw, seedOf, sowChance } from "./draw.ts";

/** Draws an id in a transaction of its own. */
function drawId(store: WorldStore, world: string, purpose = "ids"): Promise<string> {
  return store.transaction(world, (transaction) => draw(transaction, purpose, (chance) => chance.uuid()));
}

test("a stream of a world goes on from one transaction to the next, and is not moved by one that fails or is repeated", async () => {
  const straight = createChance("seed", "ids");
  const expected = [straight.uuid(), straight.uuid(), straight.uuid()];
  const store = repeatEach(createMemoryStore());
  await store.transaction("one", (transaction) => sowChance(transaction, "seed"));
  const first = await drawId(store, "one");
  const failed = store.transaction("one", async (transaction) => {
    await draw(transaction, "ids", (chance) => chance.uuid());
    throw new Error("no");
  });
  await expect(failed).rejects.toThrow("no");
  expect([first, await drawId(store, "one"), await drawId(store, "one")]).toEqual(expected);
});

test("what is drawn for one purpose changes nothing for another", async () => {
  const [alone, mixed] = [createMemoryStore(), createMemoryStore()];
  await drawId(mixed, "one", "texts");
  const first = await drawId(mixed, "one");
  await drawId(mixed, "one", "texts");
  expect([first, await drawId(mixed, "one")]).toEqual([await drawId(alone, "one"), await drawId(alone, "one")]);
});

test("a world has the seed of its name where it was given none", async () => {
  const store = createMemoryStore();
  expect(await store.transaction("one", seedOf)).toBe("one");
  expect(await drawId(store, "one")).not.toBe(await drawId(store, "two"));
});

test("worlds of one seed give the same bytes, also with fifty of them at once", async () => {
  const store = createMemoryStore();
  const scenario = async (world: string) => {
    await store.transaction(world, (transaction) => sowChance(transaction, "demo"));
    const ids: string[] = [];
    for (let step = 0; step < 20; step += 1) ids.push(await drawId(store, world, `ids/${step % 3}`));
    return ids;
  };
  const alone = await scenario("alone");
  const together = await Promise.all(Array.from({ length: 50 }, (_, index) => scenario(`world-${index}`)));
  expect(together).toEqual(Array(50).fill(alone));
});
