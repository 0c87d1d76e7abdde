/** A store that does all work twice, so that work with effects outside of its transaction is found out. */

import type { WorldStore } from "../store/index.ts";

/** As a store that meets a conflict each time: the first time does not count. */
export function repeatEach(store: WorldStore): WorldStore {
  return {
    ...store,
    transaction: async (world, work) => {
      const conflict = new Error("Conflict");
      await store
        .transaction(world, async (transaction) => {
          await work(transaction);
          throw conflict;
        })
        .catch((error: unknown) => {
          // What the work itself throws comes again.
          if (error !== conflict) return;
        });
      return store.transaction(world, work);
    },
  };
}
