import { describe, expect, test } from "vitest";
import type { WorldStore } from "../store/index.ts";
import type { StoreMaker } from "./describe-world-store.ts";
import { type Note, notes, tickets } from "./kinds.ts";

const world = "one";

function noteOf(id: string, rest: Partial<Note> = {}): Note {
  return { id, user: "ann", size: 1, ...rest };
}

/** All pages of a listing, by the ids of their records. */
async function readPages(store: WorldStore, query: { order?: "ascending" | "descending"; limit: number }) {
  const pages: string[][] = [];
  let cursor: string | undefined;
  do {
    const page = await store.transaction(world, (transaction) =>
      transaction.list(notes, { index: "byUser", within: "ann", ...query, ...(cursor !== undefined && { cursor }) }),
    );
    pages.push(page.items.map(({ id }) => id));
    cursor = page.cursor;
  } while (cursor !== undefined);
  return pages;
}

/** Records: what is put is found, listed and taken. */
export function testRecords(maker: StoreMaker): void {
  describe("records", () => {
    test("what is put is there as it was, in the transaction and after it", async () => {
      const store = await maker.create();
      const note = { ...noteOf('ä \u0000 "1"'), code: "\ud83d\ude00 \u2028 it's" };
      const inside = await store.transaction(world, async (transaction) => {
        await transaction.put(notes, note);
        return transaction.get(notes, note.id);
      });
      const after = await store.transaction(world, (transaction) => transaction.get(notes, note.id));
      expect([inside, after]).toEqual([note, note]);
      expect(after).not.toBe(inside);
    });

    test("put replaces, insert does not", async () => {
      const store = await maker.create();
      await store.transaction(world, async (transaction) => {
        await transaction.insert(notes, noteOf("a"));
        await transaction.put(notes, noteOf("a", { size: 2 }));
      });
      const inserted = store.transaction(world, (transaction) => transaction.insert(notes, noteOf("a", { size: 3 })));
      await expect(inserted).rejects.toMatchObject({ code: "duplicate" });
      const [found, bySize] = await store.transaction(world, async (transaction) => [
        await transaction.get(notes, "a"),
        await transaction.find(notes, "bySize", 1),
      ]);
      expect([found?.size, bySize]).toEqual([2, undefined]);
    });

    test("a unique value belongs to one record, which may keep it, and is free when that is gone", async () => {
      const store = await maker.create();
      await store.transaction(world, async (transaction) => {
        await transaction.put(notes, noteOf("a", { code: "x" }));
        await transaction.put(notes, noteOf("a", { code: "x", size: 2 }));
        await transaction.put(notes, noteOf("longer", { code: "x y" }));
      });
      for (const method of ["insert", "put"] as const) {
        const second = store.transaction(world, (transaction) =>
          transaction[method](notes, noteOf("b", { code: "x" })),
        );
        await expect(second).rejects.toMatchObject({ code: "duplicate", message: expect.stringMatching(/byCode/) });
      }
      const found = await store.transaction(world, async (transaction) => {
        await transaction.take(notes, "a");
        await transaction.insert(notes, noteOf("b", { code: "x" }));
        return transaction.find(notes, "byCode", "x");
      });
      expect(found?.id).toBe("b");
    });

    test("records without the value are not found by an index", async () => {
      const store = await maker.create();
      const counts = await store.transaction(world, async (transaction) => {
        for (const id of ["a", "b"]) await transaction.put(notes, noteOf(id));
        await transaction.put(notes, noteOf("c", { code: "x" }));
        return [await transaction.count(notes), await transaction.count(notes, { index: "byCode" })];
      });
      expect(counts).toEqual([3, 1]);
    });

    test.each(["ascending", "descending"] as const)(
      "lists in the order of an index, %s, a page at a time",
      async (order) => {
        const store = await maker.create();
        const sizes = [5, -1, 0, 1e21, 0.5, 5, -2];
        await store.transaction(world, async (transaction) => {
          for (const [index, size] of sizes.entries()) await transaction.put(notes, noteOf(`n${index}`, { size }));
          await transaction.put(notes, noteOf("other", { user: "anna" }));
        });
        const expected = ["n6", "n1", "n2", "n4", "n0", "n5", "n3"];
        const pages = await readPages(store, { order, limit: 3 });
        expect(pages.flat()).toEqual(order === "ascending" ? expected : expected.reverse());
        expect(pages.map(({ length }) => length)).toEqual([3, 3, 1]);
      },
    );

    test("a cursor stays good when its record is gone and others have come", async () => {
      const store = await maker.create();
      const [first, second] = await store.transaction(world, async (transaction) => {
        for (const id of ["b", "d", "f"]) await transaction.put(notes, noteOf(id));
        const page = await transaction.list(notes, { limit: 2 });
        await transaction.take(notes, "d");
        for (const id of ["a", "c", "e"]) await transaction.put(notes, noteOf(id));
        return [page, await transaction.list(notes, { ...(page.cursor !== undefined && { cursor: page.cursor }) })];
      });
      expect([first, second].map((page) => page?.items.map(({ id }) => id))).toEqual([
        ["b", "d"],
        ["e", "f"],
      ]);
      expect(first?.cursor).toMatch(/^[\w-]+$/);
    });

    test.each(["", "x", "W10", "e30", "bnVsbA", "é"])("refuses the cursor %j", async (cursor) => {
      const store = await maker.create();
      const listed = store.transaction(world, (transaction) => transaction.list(notes, { cursor }));
      await expect(listed).rejects.toMatchObject({ code: "invalid_cursor" });
    });

    test("what is too long for an index is not stored, and looked for in vain", async () => {
      const store = await maker.create();
      const long = "x".repeat(10_000);
      const put = store.transaction(world, (transaction) => transaction.put(notes, noteOf("a", { code: long })));
      await expect(put).rejects.toMatchObject({ code: "invalid_key" });
      const found = await store.transaction(world, async (transaction) => [
        await transaction.get(notes, long),
        await transaction.find(notes, "byCode", long),
        await transaction.take(notes, long),
      ]);
      expect(found).toEqual([undefined, undefined, undefined]);
    });

    test("of 100 who take one record, one gets it", async () => {
      const store = await maker.create();
      await store.transaction(world, (transaction) => transaction.put(tickets, { id: "t" }));
      const second = await maker.createSecond?.();
      const taken = await Promise.all(
        Array.from({ length: 100 }, (_, index) =>
          ((index % 2 === 1 && second) || store).transaction(world, async (transaction) => {
            await Promise.resolve();
            return transaction.take(tickets, "t");
          }),
        ),
      );
      expect(taken.filter((ticket) => ticket !== undefined)).toEqual([{ id: "t" }]);
    });
  });
}
