/** Worlds in the memory of one process, for tests, for pages and for a sandbox that keeps nothing. */

import {
  afterAll,
  createTransaction,
  createTurns,
  createWaiters,
  encodeIndex,
  logQueryOf,
  StoreError,
  type WorldStore,
} from "../store/index.ts";
import { createMemoryWorld, type MemoryWorld } from "./memory-rows.ts";

/**
 * Makes an empty store. The transactions of one world are done one after the other.
 *
 * @example
 * const store = createMemoryStore();
 * await store.transaction("demo", (transaction) => transaction.put(tasks, task));
 */
export function createMemoryStore(): WorldStore {
  const worlds = new Map<string, MemoryWorld>();
  const takeTurns = createTurns();
  const waiters = createWaiters();
  let isClosed = false;

  function open(): void {
    if (isClosed) throw new StoreError("closed", "The store is closed.");
  }

  function worldOf(name: string): MemoryWorld {
    const world = worlds.get(name) ?? createMemoryWorld();
    worlds.set(name, world);
    return world;
  }

  /** Worlds of which something is true, by name; each is asked in its turn, so that nothing is seen that may be taken back. */
  async function select(isSelected: (world: MemoryWorld) => boolean): Promise<string[]> {
    const found = await Promise.all(
      [...worlds].map(([name, world]) => takeTurns(name, async () => (isSelected(world) ? [name] : []))),
    );
    return found.flat().sort();
  }

  return {
    transaction: (name, work) =>
      takeTurns(name, async () => {
        open();
        const world = worldOf(name);
        const { transaction, end } = createTransaction(name, world);
        try {
          const result = await work(transaction);
          end();
          open();
          const logs = world.commit();
          if (logs === "all") waiters.wake(name);
          else for (const log of logs) waiters.wake(name, log);
          return result;
        } catch (error) {
          end();
          world.rollBack();
          throw error;
        }
      }),
    readLog: async (name, log, query) => {
      open();
      // In its turn, so that it sees nothing that may be taken back.
      return takeTurns(name, async () => worldOf(name).readLog(log, logQueryOf(query)));
    },
    waitForLog: async (name, log, { after, epoch }, signal) => {
      open();
      signal?.throwIfAborted();
      const known = worlds.get(name)?.readLog(log, { after, limit: 0 }) ?? { end: 0, epoch: 0 };
      if (known.end > after || known.epoch !== epoch) return;
      await waiters.wait(name, log, signal);
    },
    listWorlds: async ({ after = "", limit = 1_000 } = {}) => {
      open();
      return (await select((world) => !world.isEmpty)).filter((name) => name > after).slice(0, limit);
    },
    locate: async (collection, index, value) => {
      open();
      const from = encodeIndex(value);
      const found = await select((world) => world.has(collection.name, index, from, from + afterAll));
      return found.slice(0, 100);
    },
    close: async () => {
      isClosed = true;
      waiters.end(new StoreError("closed", "The store is closed."));
    },
  };
}
