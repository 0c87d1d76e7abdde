import { expect, test } from "vitest";
import { createMemoryStore } from "../memory/index.ts";
import { createDemoWorlds } from "../testing/demo-worlds.ts";
import { notes } from "../testing/kinds.ts";
import { repeatEach } from "../testing/repeat-each.ts";
import { draw } from "./draw.ts";
import type { PlatformSeeds } from "./seeds.ts";

type Demo = ReturnType<typeof createDemoWorlds>;

/** All that is in a world. */
async function dump({ store, blobs }: Demo, name: string) {
  return { ...(await store.transaction(name, (transaction) => transaction.dump())), files: await blobs.list(name) };
}

function countNotes({ store }: Demo, name: string): Promise<number> {
  return store.transaction(name, (transaction) => transaction.count(notes));
}

test.each([
  ["empty", 0],
  ["demo", 1],
  ["returning-visitor", 2],
  ["long-history", 50],
])("a world begins with the seed %s", async (seed, count) => {
  const demo = createDemoWorlds();
  expect(await demo.worlds.create("one", { seed })).toEqual({ id: "world", seed, createdAt: Date.UTC(2026, 0, 26) });
  expect([await countNotes(demo, "one"), (await demo.blobs.list("one")).length]).toEqual([count, count > 0 ? 1 : 0]);
});

test("a world begins with demo where nobody says otherwise, or with what the sandbox says", async () => {
  expect((await createDemoWorlds().worlds.create("one")).seed).toBe("demo");
  expect((await createDemoWorlds({ defaultSeed: "empty" }).worlds.create("one")).seed).toBe("empty");
});

test("there is one world of each name, and it is made once, however many ask at once", async () => {
  const demo = createDemoWorlds();
  await Promise.all(Array.from({ length: 20 }, () => demo.worlds.ensure("one")));
  expect(await countNotes(demo, "one")).toBe(1);
  await expect(demo.worlds.create("one")).rejects.toMatchObject({ code: "world_exists" });
  await demo.worlds.ensure("two");
  expect(await demo.worlds.list()).toEqual(["one", "two"]);
});

test("a world that is not there is not found, reset or written down, and can be removed", async () => {
  const { worlds } = createDemoWorlds();
  for (const asked of [worlds.get("one"), worlds.reset("one"), worlds.exportWorld("one")]) {
    await expect(asked).rejects.toMatchObject({ code: "unknown_world", message: 'There is no world "one".' });
  }
  await worlds.remove("one");
});

test.each(["create", "ensure", "get", "reset", "remove", "exportWorld"] as const)(
  "%s refuses what is no name",
  async (method) => {
    await expect(createDemoWorlds().worlds[method]("../etc")).rejects.toMatchObject({ code: "invalid_name" });
  },
);

test.each(["create", "reset"] as const)(
  "%s refuses a seed that there is not, and names those that there are",
  async (method) => {
    const { worlds } = createDemoWorlds();
    if (method === "reset") await worlds.create("one");
    await expect(worlds[method]("one", { seed: "full" })).rejects.toMatchObject({
      code: "unknown_seed",
      message: 'There is no seed "full": it is one of empty, demo, returning-visitor, long-history.',
    });
  },
);

test("a world that is reset is as it was at first, to the last byte", async () => {
  const demo = createDemoWorlds();
  await demo.worlds.create("one", { seed: "returning-visitor" });
  const first = await dump(demo, "one");
  await demo.store.transaction("one", async (transaction) => {
    await draw(transaction, "ids/notes", (chance) => chance.uuid());
    await transaction.put(notes, { id: "more", user: "bob", size: 1 });
    await transaction.append("log", ["more"]);
  });
  await demo.blobs.write("one", "more.txt", new Blob(["more"]).stream());
  await demo.blobs.write("one", "hello.txt", new Blob(["changed"]).stream());
  await demo.worlds.reset("one");
  expect(await dump(demo, "one")).toEqual(first);
  expect((await demo.worlds.reset("one", { seed: "empty" })).seed).toBe("empty");
  expect(await dump(demo, "one")).toMatchObject({ files: [] });
});

test("a world that is removed leaves nothing, and others stay", async () => {
  const demo = createDemoWorlds();
  await demo.worlds.create("one");
  await demo.worlds.create("two");
  await demo.worlds.remove("one");
  expect(await dump(demo, "one")).toEqual({ collections: {}, logs: {}, files: [] });
  expect([await demo.worlds.list(), await countNotes(demo, "two")]).toEqual([["two"], 1]);
});

test("a seed that fails leaves no world", async () => {
  const broken: PlatformSeeds = {
    ...createDemoWorlds().seeds[0],
    demo: async () => Promise.reject(new Error("no")),
  } as never;
  const demo = createDemoWorlds();
  const failing = createDemoWorlds({ store: demo.store, seeds: [...demo.seeds, broken] });
  await expect(failing.worlds.create("one")).rejects.toThrow("no");
  expect(await demo.worlds.list()).toEqual([]);
});

test("worlds are the same where the store repeats their transactions", async () => {
  const [plain, repeating] = [createDemoWorlds(), createDemoWorlds({ store: repeatEach(createMemoryStore()) })];
  for (const demo of [plain, repeating]) {
    await demo.worlds.create("one", { seed: "long-history" });
    await demo.worlds.reset("one");
  }
  expect(await dump(repeating, "one")).toEqual(await dump(plain, "one"));
});

test("each world has chance of its own, the same in each sandbox, and the same in two worlds that are told so", async () => {
  const idsOf = async (chance: string, name: string, start = {}) => {
    const demo = createDemoWorlds({ chance });
    await demo.worlds.create(name, { seed: "long-history", ...start });
    return (await demo.store.transaction(name, (transaction) => transaction.list(notes))).items.map(({ id }) => id);
  };
  const one = await idsOf("7", "one");
  expect(await idsOf("7", "one")).toEqual(one);
  expect(await idsOf("7", "two")).not.toEqual(one);
  expect(await idsOf("8", "one")).not.toEqual(one);
  expect(await idsOf("7", "two", { chance: "same" })).toEqual(await idsOf("8", "one", { chance: "same" }));
});
