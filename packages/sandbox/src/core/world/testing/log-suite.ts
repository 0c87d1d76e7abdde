import { getEventListeners } from "node:events";
import { describe, expect, test } from "vitest";
import type { Json, WorldStore } from "../store/index.ts";
import type { StoreMaker } from "./describe-world-store.ts";

const world = "one";

function append(store: WorldStore, ...entries: Json[]): Promise<number> {
  return store.transaction(world, (transaction) => transaction.append("log", entries));
}

/** Reads a log until it has so many entries. */
async function follow(store: WorldStore, count: number): Promise<Json[]> {
  const seen: Json[] = [];
  let after = 0;
  for (;;) {
    const page = await store.readLog(world, "log", { after, limit: 3 });
    for (const { value } of page.entries) seen.push(value);
    after += page.entries.length;
    if (seen.length >= count) return seen;
    if (page.entries.length === 0) await store.waitForLog(world, "log", { after, epoch: page.epoch });
  }
}

/** Logs: numbered, kept in order, and heard of. */
export function testLogs(maker: StoreMaker): void {
  describe("logs", () => {
    test("numbers what is appended, and reads it from a position", async () => {
      const store = await maker.create();
      expect([await append(store, "a", { b: [1] }), await append(store, null)]).toEqual([2, 3]);
      expect(await store.readLog(world, "log", { after: 1, limit: 1 })).toEqual({
        entries: [{ position: 2, value: { b: [1] } }],
        end: 3,
        epoch: 0,
      });
      expect(await store.readLog(world, "log", { after: 9 })).toMatchObject({ entries: [], end: 3 });
      expect(await store.readLog("two", "log")).toEqual({ entries: [], end: 0, epoch: 0 });
    });

    test("who waits wakes when there is more in this log of this world, and once it is certain", async () => {
      const store = await maker.create();
      let isAwake = false;
      const waiting = store.waitForLog(world, "log", { after: 0, epoch: 0 }).then(() => {
        isAwake = true;
      });
      await store.transaction("two", (transaction) => transaction.append("log", [1]));
      await store.transaction(world, (transaction) => transaction.append("other", [1]));
      await store
        .transaction(world, async (transaction) => {
          await transaction.append("log", [1]);
          throw new Error("no");
        })
        .catch(() => {});
      expect(isAwake).toBe(false);
      await append(store, 1);
      await waiting;
    });

    test("nobody waits for what is there", async () => {
      const store = await maker.create();
      await append(store, 1, 2);
      await store.waitForLog(world, "log", { after: 1, epoch: 0 });
    });

    test("who waits wakes when the world is cleared, and sees that it is another log now", async () => {
      const store = await maker.create();
      await append(store, 1, 2);
      const { epoch } = await store.readLog(world, "log");
      const waiting = store.waitForLog(world, "log", { after: 2, epoch });
      await store.transaction(world, async (transaction) => {
        await transaction.clear();
        await transaction.append("log", ["new"]);
      });
      await waiting;
      const page = await store.readLog(world, "log");
      expect([page.entries, page.epoch === epoch]).toEqual([[{ position: 1, value: "new" }], false]);
      await store.waitForLog(world, "log", { after: 2, epoch });
    });

    test("who waits and is aborted hears why, and leaves nothing", async () => {
      const store = await maker.create();
      const controller = new AbortController();
      const waiting = store.waitForLog(world, "log", { after: 0, epoch: 0 }, controller.signal);
      queueMicrotask(() => controller.abort("enough"));
      await expect(waiting).rejects.toBe("enough");
      expect(getEventListeners(controller.signal, "abort")).toEqual([]);
      const late = store.waitForLog(world, "log", { after: 0, epoch: 0 }, controller.signal);
      await expect(late).rejects.toBe("enough");
    });

    test("who waits when the store is closed is told", async () => {
      const store = await maker.create();
      const told = expect(store.waitForLog(world, "log", { after: 0, epoch: 0 })).rejects.toMatchObject({
        code: "closed",
      });
      await store.close();
      await told;
    });

    test("many who follow a log all see the same, from one store or from another on the same data", async () => {
      const store = await maker.create();
      const second = (await maker.createSecond?.()) ?? store;
      const following = [store, second, store, second].map((reader) => follow(reader, 40));
      await Promise.all(
        Array.from({ length: 20 }, async (_, index) => {
          await append(store, `a${index}`);
          await append(second, `b${index}`);
        }),
      );
      const { entries } = await store.readLog(world, "log");
      expect(entries.map(({ position }) => position)).toEqual(Array.from({ length: 40 }, (_, index) => index + 1));
      for (const seen of await Promise.all(following)) expect(seen).toEqual(entries.map(({ value }) => value));
    });
  });
}
