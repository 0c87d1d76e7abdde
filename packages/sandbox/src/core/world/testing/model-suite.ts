import fc from "fast-check";
import { expect, test } from "vitest";
import { isStoreError, type Transaction } from "../store/index.ts";
import type { StoreMaker } from "./describe-world-store.ts";
import { type Note, notes } from "./kinds.ts";

/** What a store is, at its simplest. */
interface Model {
  notes: Map<string, Note>;
  log: number[];
}

type Step =
  | { readonly do: "put" | "insert"; readonly note: Note }
  | { readonly do: "take"; readonly id: string }
  | { readonly do: "append"; readonly entries: number[] }
  | { readonly do: "clear" };

const text = fc.oneof(
  fc.constantFrom("a", "b", "ab", "a ", "~", "\u0000", "é", "\uffff", "\ud83d\ude00"),
  fc.string({ minLength: 1, maxLength: 3 }),
);
const note: fc.Arbitrary<Note> = fc
  .record(
    {
      id: text,
      user: text,
      size: fc.oneof(fc.integer({ min: -3, max: 3 }), fc.double({ noNaN: true, noDefaultInfinity: true })),
      code: text,
    },
    { requiredKeys: ["id", "user", "size"] },
  )
  // JSON has one zero.
  .map((value) => ({ ...value, size: value.size + 0 || 0 }));
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ do: fc.constantFrom("put" as const, "insert" as const), note }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("take" as const), id: text }) },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant("append" as const), entries: fc.array(fc.nat(), { maxLength: 3 }) }),
  },
  { weight: 1, arbitrary: fc.constant({ do: "clear" as const }) },
);
const transactions = fc.array(fc.record({ steps: fc.array(step, { maxLength: 6 }), isDone: fc.boolean() }), {
  maxLength: 6,
});

/** What a step gives: in the model. */
function doInModel(model: Model, step: Step): unknown {
  switch (step.do) {
    case "put":
    case "insert": {
      const isTaken = [...model.notes.values()].some(
        ({ id, code }) =>
          (step.do === "insert" && id === step.note.id) ||
          (id !== step.note.id && code !== undefined && code === step.note.code),
      );
      if (isTaken) return "duplicate";
      model.notes.set(step.note.id, step.note);
      return undefined;
    }
    case "take": {
      const found = model.notes.get(step.id);
      model.notes.delete(step.id);
      return found;
    }
    case "append":
      return model.log.push(...step.entries);
    case "clear":
      model.notes.clear();
      model.log = [];
      return undefined;
  }
}

/** What a step gives: in the store. */
async function doInStore(transaction: Transaction, step: Step): Promise<unknown> {
  switch (step.do) {
    case "put":
    case "insert":
      return transaction[step.do](notes, step.note).catch((error: unknown) => {
        if (isStoreError(error)) return error.code;
        throw error;
      });
    case "take":
      return transaction.take(notes, step.id);
    case "append":
      return transaction.append("log", step.entries);
    case "clear":
      return transaction.clear();
  }
}

/** Everything that can be seen. */
function seeModel({ notes: all, log }: Model) {
  const byUser = [...all.values()].sort(
    (left, right) => order(left.user, right.user) || left.size - right.size || order(left.id, right.id),
  );
  return {
    byKey: [...all.values()].sort((left, right) => order(left.id, right.id)),
    byUser,
    backwards: byUser.toReversed(),
    log,
  };
}

function order(left: string, right: string): number {
  return left === right ? 0 : left < right ? -1 : 1;
}

async function seeStore(transaction: Transaction) {
  const pages: Note[] = [];
  for (let cursor: string | undefined = "first"; cursor !== undefined; ) {
    const query = cursor === "first" ? {} : { cursor };
    const page: { items: readonly Note[]; cursor?: string } = await transaction.list(notes, { ...query, limit: 2 });
    pages.push(...page.items);
    cursor = page.cursor;
  }
  return {
    byKey: pages,
    byUser: (await transaction.list(notes, { index: "byUser" })).items,
    backwards: (await transaction.list(notes, { index: "byUser", order: "descending" })).items,
    log: (await transaction.readLog("log")).entries.map(({ value }) => value),
  };
}

/** Whatever is done in whatever order, a store is what the simplest of them would be. */
export function testModel(maker: StoreMaker): void {
  test("does whatever a simple model does", async () => {
    await fc.assert(
      fc.asyncProperty(transactions, async (all) => {
        const store = await maker.create();
        let model: Model = { notes: new Map(), log: [] };
        for (const { steps, isDone } of all) {
          const next = structuredClone(model);
          const work = store.transaction("one", async (transaction) => {
            for (const one of steps) expect(await doInStore(transaction, one)).toEqual(doInModel(next, one));
            expect(await seeStore(transaction)).toEqual(seeModel(next));
            if (!isDone) throw "taken back";
          });
          await work.catch((error: unknown) => {
            if (error !== "taken back") throw error;
          });
          if (isDone) model = next;
          expect(await store.transaction("one", seeStore)).toEqual(seeModel(model));
        }
        await store.close();
      }),
      { numRuns: 60, seed: 7 },
    );
  });
}
