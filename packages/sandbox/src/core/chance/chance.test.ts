import fc from "fast-check";
import { expect, test } from "vitest";
import { createMemoryStore, type WorldStore } from "../world/index.ts";
import { repeatEach } from "../world/testing/repeat-each.ts";
import { createChance, draw, seedOf, sowChance } from "./index.ts";

/** One thing of each kind. */
function drawAll(seed: string, purpose = "test") {
  const chance = createChance(seed, purpose);
  return {
    float: chance.float(),
    integer: chance.integer(10, 99),
    pick: chance.pick(["a", "b", "c", "d"]),
    bytes: [...chance.bytes(4)],
    hex: chance.hex(16),
    text: chance.text(6, "01"),
    id: chance.id("conv_"),
    uuid: chance.uuid(),
  };
}

/** Draws an id in a transaction of its own. */
function drawId(store: WorldStore, world: string, purpose = "ids"): Promise<string> {
  return store.transaction(world, (transaction) => draw(transaction, purpose, (chance) => chance.uuid()));
}

test("a seed gives the same for ever", () => {
  expect(drawAll("demo")).toEqual(drawAll("demo"));
  expect(drawAll("demo")).toMatchInlineSnapshot(`
    {
      "bytes": [
        100,
        38,
        136,
        135,
      ],
      "float": 0.7508410280256453,
      "hex": "ebfce611ebaedc1b",
      "id": "conv_bolmyzafotwca0y1bn5f45y8",
      "integer": 69,
      "pick": "a",
      "text": "001000",
      "uuid": "029cad8c-8424-40e2-9fbb-cb396b336962",
    }
  `);
});

test("other seeds and purposes give other things", () => {
  const uuids = [drawAll("demo"), drawAll("demo2"), drawAll("demo", "other"), drawAll('demo","', "")].map(
    ({ uuid }) => uuid,
  );
  expect(new Set(uuids).size).toBe(4);
});

test("what is drawn has the form it should have, whatever the seed", () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (seed, purpose) => {
      const all = drawAll(seed, purpose);
      expect(all.uuid).toMatch(/^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/);
      expect(all.id).toMatch(/^conv_[a-z\d]{24}$/);
      expect([all.float >= 0 && all.float < 1, all.integer >= 10 && all.integer <= 99]).toEqual([true, true]);
    }),
    { seed: 7 },
  );
});

test("there is nothing to pick of nothing", () => {
  expect(() => createChance("demo", "test").pick([])).toThrow(RangeError);
});

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
