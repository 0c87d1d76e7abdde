/** How quick the stores are, one beside the other. */

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Measurement, timeFastest } from "@parley/tooling/bench";
import { createMemoryStore, defineCollection, type WorldStore } from "../core/world/index.ts";
import { openSqliteStore } from "../hosts/node/index.ts";

const count = 2_000;

const messages = defineCollection<{ readonly id: string; readonly conversation: string; readonly at: number }>()({
  name: "bench/messages",
  key: ({ id }) => id,
  fields: { id: "string", conversation: "string", at: "number" },
  indexes: { byConversation: { of: ({ conversation, at }) => [conversation, at] } },
});

/** Pieces of work, each `count` times. */
const work: Readonly<Record<string, (store: WorldStore) => Promise<void>>> = {
  "transactions with a message and a log entry": async (store) => {
    for (let at = 0; at < count; at += 1) {
      await store.transaction("write", async (transaction) => {
        await transaction.put(messages, { id: `${at}`, conversation: `${at % 50}`, at });
        await transaction.append(`log ${at % 50}`, [{ type: "text_delta", text: "A few words " }]);
      });
    }
  },
  "pages of 20 messages": async (store) => {
    for (let at = 0; at < count; at += 1) {
      await store.transaction("write", (transaction) =>
        transaction.list(messages, { index: "byConversation", within: `${at % 50}`, order: "descending", limit: 20 }),
      );
    }
  },
  "reads of a log without a transaction": async (store) => {
    for (let at = 0; at < count; at += 1) await store.readLog("write", `log ${at % 50}`, { after: at % 20, limit: 20 });
  },
};

/** Operations a second of each store, and how many times as many the one in memory does. */
export const storeSpeed: Measurement = {
  name: "stores: operations a second",
  measure: async () => {
    const folder = mkdtempSync(join(tmpdir(), "parley-bench-"));
    const [memory, sqlite] = [createMemoryStore(), openSqliteStore(join(folder, "worlds.sqlite"))];
    const rows: Record<string, Record<string, number>> = {};
    for (const [name, one] of Object.entries(work)) {
      const [inMemory, inFile] = await timeFastest(5, [() => one(memory), () => one(sqlite)]);
      rows[name] = {
        memory: Math.round((count / inMemory) * 1_000),
        SQLite: Math.round((count / inFile) * 1_000),
        ratio: Math.round((inFile / inMemory) * 10) / 10,
      };
    }
    await sqlite.close();
    rmSync(folder, { recursive: true });
    return rows;
  },
};
