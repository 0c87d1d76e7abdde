/** Worlds of a made-up platform, for tests. */

import { createManualClock } from "@parley/clock/manual";
import { createMemoryBlobs } from "../files/index.ts";
import { createMemoryStore } from "../memory/index.ts";
import type { PlatformSeeds, Seed } from "../worlds/seeds.ts";
import { createWorlds, type WorldsOptions } from "../worlds/worlds.ts";
import { notes, tickets } from "./kinds.ts";

/** Puts as many notes as it is told into a world, with ids by chance, and a file. */
function seedNotes(count: number): Seed {
  return async ({ transaction, clock, draw, addFile }) => {
    for (let size = 1; size <= count; size += 1) {
      const id = await draw("ids/notes", (chance) => chance.uuid());
      await transaction.insert(notes, { id, user: "ann", size, code: `code-${size}` });
    }
    await transaction.append("log", [{ at: clock.now() }]);
    if (count > 0) addFile("hello.txt", "Hello");
  };
}

/** What the made-up platform puts into worlds. */
const noteSeeds: PlatformSeeds = {
  empty: seedNotes(0),
  demo: seedNotes(1),
  "returning-visitor": seedNotes(2),
  "long-history": seedNotes(50),
};

/** Worlds in memory, at a time that stands still. */
export function createDemoWorlds(change: Partial<WorldsOptions> = {}) {
  const parts = {
    store: createMemoryStore(),
    blobs: createMemoryBlobs(),
    clock: createManualClock(Date.UTC(2026, 0, 26)),
    collections: [notes, tickets],
    seeds: [noteSeeds],
    ...change,
  };
  return { ...parts, worlds: createWorlds(parts) };
}
