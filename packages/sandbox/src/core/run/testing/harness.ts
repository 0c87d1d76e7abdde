/** Runs of a made-up agent, for tests. */

import { createManualClock } from "@parley/clock/manual";
import { createMemoryStore, type WorldStore } from "../../world/index.ts";
import { repeatEach } from "../../world/testing/repeat-each.ts";
import type { TailItem } from "../run-event.ts";
import { createRuns, type RunsOptions } from "../runs.ts";
import type { Tail } from "../tail.ts";
import type { Work } from "../work.ts";

/** What the made-up agent says. */
export interface Said {
  readonly type: "text" | "error" | "question";
  readonly text?: string;
  readonly code?: string;
  readonly message?: string;
}

/** The world of the tests. */
export const world = "one";

/** Runs in memory, where all work is done twice, at a time that stands still. */
export function createHarness(change: Partial<RunsOptions> & { store?: WorldStore } = {}) {
  const clock = createManualClock(1_000);
  const store = change.store ?? repeatEach(createMemoryStore());
  const runs = createRuns({ clock, owner: "this process", ...change, store });
  return {
    clock,
    store,
    runs,
    find: (id: string) => store.transaction(world, (transaction) => runs.find(transaction, id)),
    cancel: (id: string) => store.transaction(world, (transaction) => runs.cancel(transaction, id)),
    answer: (id: string, value: string) =>
      store.transaction(world, (transaction) => runs.answer(transaction, id, value)),
  };
}

/** Says each of these texts, with a second between them where it is told so. */
export function sayAll(texts: readonly string[], pause = 0): Work<Said> {
  return async function* ({ clock, signal }) {
    for (const [index, text] of texts.entries()) {
      if (index > 0 && pause > 0) await clock.sleep(pause, signal);
      yield { type: "text", text };
    }
  };
}

/** An item of a tail, in short: `3 text hello`, `(1 text hi)` of what was there before. */
export function shorten({ position, isHistory, event }: TailItem<Said>): string {
  const words: unknown[] = [event.type];
  if (event.type === "run_end") words.push(event.status, event.error?.code);
  else if (event.type !== "history_end") words.push(event.text ?? event.code);
  const text = [position, ...words].filter((word) => word !== undefined).join(" ");
  return isHistory ? `(${text})` : text;
}

/** All that a tail gives, in short. */
export async function readAll(tail: Tail<Said>): Promise<string[]> {
  const items: string[] = [];
  for await (const item of tail) items.push(shorten(item));
  return items;
}
