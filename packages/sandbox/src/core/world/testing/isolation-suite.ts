import { describe, expect, test } from "vitest";
import type { Transaction, WorldStore } from "../store/index.ts";
import type { StoreMaker } from "./describe-world-store.ts";
import { notes, tickets } from "./kinds.ts";
import { repeatEach } from "./repeat-each.ts";

const world = "one";

/** One more in the size of a note, with turns between reading and writing. */
async function count(transaction: Transaction): Promise<void> {
  const note = await transaction.get(notes, "counter");
  for (let turn = 0; turn < 5; turn += 1) await Promise.resolve();
  await transaction.put(notes, { id: "counter", user: "ann", size: (note?.size ?? 0) + 1 });
}

function readCount(store: WorldStore): Promise<number | undefined> {
  return store.transaction(world, async (transaction) => (await transaction.get(notes, "counter"))?.size);
}

/** Transactions and worlds: nobody sees what is not theirs, or not done. */
export function testIsolation(maker: StoreMaker): void {
  describe("isolation", () => {
    test("transactions at the same time lose nothing of each other", async () => {
      const store = await maker.create();
      const second = (await maker.createSecond?.()) ?? store;
      await Promise.all(
        Array.from({ length: 60 }, (_, index) => (index % 2 ? store : second).transaction(world, count)),
      );
      expect(await readCount(second)).toBe(60);
    });

    test("nothing is left of a transaction that fails", async () => {
      const store = await maker.create();
      await store.transaction(world, async (transaction) => {
        await transaction.put(notes, { id: "a", user: "ann", size: 1, code: "x" });
        await transaction.put(tickets, { id: "t" });
        await transaction.append("log", ["one"]);
      });
      const dump = () => store.transaction(world, (transaction) => transaction.dump());
      const before = await dump();
      for (const clears of [false, true]) {
        const failed = store.transaction(world, async (transaction) => {
          if (clears) await transaction.clear();
          await transaction.put(notes, { id: "a", user: "bob", size: 2 });
          await transaction.insert(notes, { id: "b", user: "bob", size: 2, code: "y" });
          await transaction.take(tickets, "t");
          await transaction.append("log", ["two"]);
          await transaction.append("new log", ["one"]);
          throw new Error("no");
        });
        await expect(failed).rejects.toThrow("no");
        expect(await dump()).toEqual(before);
      }
      const found = await store.transaction(world, async (transaction) => [
        (await transaction.find(notes, "byCode", "x"))?.user,
        await transaction.find(notes, "byCode", "y"),
        await transaction.count(notes, { index: "byUser", within: "bob" }),
        (await transaction.readLog("log")).epoch,
      ]);
      expect(found).toEqual(["ann", undefined, 0, (await store.readLog(world, "other log")).epoch]);
    });

    test("an error that the work gets over does not undo the work", async () => {
      const store = await maker.create();
      const ticket = await store.transaction(world, async (transaction) => {
        await transaction.insert(tickets, { id: "t" });
        await transaction.insert(tickets, { id: "t" }).catch(() => {});
        return transaction.get(tickets, "t");
      });
      expect(ticket).toEqual({ id: "t" });
    });

    test("work that is done twice counts once", async () => {
      const store = repeatEach(await maker.create());
      await store.transaction(world, count);
      await store.transaction(world, (transaction) => transaction.append("log", ["one"]));
      expect([await readCount(store), (await store.readLog(world, "log")).end]).toEqual([1, 1]);
    });

    test("a transaction is of no use after its end", async () => {
      const store = await maker.create();
      const kept: Transaction[] = [];
      await store.transaction(world, async (transaction) => void kept.push(transaction));
      await store.transaction(world, async (transaction) => Promise.reject(kept.push(transaction))).catch(() => {});
      for (const transaction of kept) {
        await expect(transaction.put(tickets, { id: "t" })).rejects.toMatchObject({ code: "transaction_ended" });
      }
      expect(kept.length).toBe(2);
    });

    test("fifty worlds at once do not see each other", async () => {
      const store = await maker.create();
      const names = Array.from({ length: 50 }, (_, index) => `world-${index}`);
      await Promise.all(
        names.map(async (name) => {
          for (let step = 0; step < 5; step += 1) {
            await store.transaction(name, async (transaction) => {
              await transaction.put(notes, { id: `n${step}`, user: name, size: step, code: `same${step}` });
              await transaction.append("log", [name]);
            });
          }
        }),
      );
      for (const name of names) {
        const [page, log] = await store.transaction(name, async (transaction) => [
          await transaction.list(notes),
          await transaction.readLog("log"),
        ]);
        expect(new Set(page.items.map(({ user }) => user))).toEqual(new Set([name]));
        expect([page.items.length, log.entries.map(({ value }) => value)]).toEqual([5, Array(5).fill(name)]);
      }
      expect(await store.listWorlds()).toEqual(names.toSorted());
    });

    test("a cleared world is gone, and others are not", async () => {
      const store = await maker.create();
      for (const name of ["a", "b", "c"]) {
        await store.transaction(name, (transaction) => transaction.put(tickets, { id: name }));
      }
      await store.transaction("d", (transaction) => transaction.append("log", ["one"]));
      await store.transaction("b", (transaction) => transaction.clear());
      expect(await store.listWorlds()).toEqual(["a", "c", "d"]);
      expect(await store.listWorlds({ after: "a", limit: 1 })).toEqual(["c"]);
    });

    test("worlds are found by the value of an index, and only by a whole one", async () => {
      const store = await maker.create();
      for (const [name, code] of [
        ["a", "x"],
        ["b", "y"],
        ["c", "x"],
        ["d", "x y"],
      ] as const) {
        await store.transaction(name, (transaction) => transaction.put(notes, { id: "n", user: "u", size: 1, code }));
      }
      expect(await store.locate(notes, "byCode", "x")).toEqual(["a", "c"]);
      expect(await store.locate(notes, "byUser", ["u"])).toEqual(["a", "b", "c", "d"]);
      expect(await store.locate(notes, "byCode", "z")).toEqual([]);
    });

    test("a closed store refuses everything", async () => {
      const store = await maker.create();
      await store.close();
      await store.close();
      await expect(store.transaction(world, readNothing)).rejects.toMatchObject({ code: "closed" });
      await expect(store.readLog(world, "log")).rejects.toMatchObject({ code: "closed" });
      await expect(store.listWorlds()).rejects.toMatchObject({ code: "closed" });
    });
  });
}

async function readNothing(): Promise<void> {}
