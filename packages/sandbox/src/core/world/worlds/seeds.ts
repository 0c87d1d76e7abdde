/** What a world begins with. */

import type { Clock } from "@parley/clock";
import type { Chance } from "../../chance/index.ts";
import type { BlobStore } from "../files/index.ts";
import type { Transaction } from "../store/index.ts";
import { draw } from "./draw.ts";
import { WorldError } from "./world-error.ts";

/**
 * `empty`: what a platform cannot do without. `demo`: what the documents of the platforms print. `returning-visitor`: somebody
 * has been here before. `long-history`: more of everything than fits on a page.
 */
export const seedNames = ["empty", "demo", "returning-visitor", "long-history"] as const;

/** Name of what a world begins with. */
export type SeedName = (typeof seedNames)[number];

/** What a seed has at hand. */
export interface SeedContext {
  /** Of the new world; all seeds of a world are one transaction, which may be repeated. */
  readonly transaction: Transaction;
  readonly clock: Pick<Clock, "now">;
  /** Draws from a stream of the new world. */
  draw<Result>(purpose: string, use: (chance: Chance) => Result): Promise<Result>;
  /** Puts a file into the world. */
  addFile(id: string, content: Uint8Array<ArrayBuffer> | string): void;
}

/** Puts the part of one platform into a new world. */
export type Seed = (context: SeedContext) => Promise<void>;

/** The parts of one platform. */
export type PlatformSeeds = Readonly<Record<SeedName, Seed>>;

/** Reads the name of a seed. @throws WorldError `unknown_seed` */
export function parseSeedName(name: string): SeedName {
  const found = seedNames.find((seed) => seed === name);
  if (found) return found;
  throw new WorldError(
    "unknown_seed",
    `There is no seed ${JSON.stringify(name)}: it is one of ${seedNames.join(", ")}.`,
  );
}

/** Lets each platform put its part into a world, in their order, with the files that belong to it. */
export async function sowSeeds(
  platforms: readonly PlatformSeeds[],
  name: SeedName,
  { transaction, clock, blobs }: { transaction: Transaction; clock: Clock; blobs: BlobStore },
): Promise<readonly string[]> {
  const files = new Map<string, Blob>();
  for (const seeds of platforms) {
    await seeds[name]({
      transaction,
      clock,
      draw: (purpose, use) => draw(transaction, purpose, use),
      addFile: (id, content) => void files.set(id, new Blob([content])),
    });
  }
  // Before the records count, and again where the work is repeated: the same bytes under the same ids.
  for (const [id, content] of files) await blobs.write(transaction.world, id, content.stream());
  return [...files.keys()];
}
