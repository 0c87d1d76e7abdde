/** Worlds by their names: made from seeds, begun anew, removed, written down and read. */

import type { Clock } from "@parley/clock";
import type { BlobStore } from "../files/index.ts";
import type { AnyCollection, Transaction, WorldStore } from "../store/index.ts";
import { openDocument, writeDocument } from "./archive.ts";
import type { WorldDocument } from "./document.ts";
import { chancePositions, seedOf, sowChance } from "./draw.ts";
import { type PlatformSeeds, parseSeedName, type SeedName, sowSeeds } from "./seeds.ts";
import { WorldError } from "./world-error.ts";
import { checkWorldName } from "./world-name.ts";
import { type WorldRecord, worldRecords } from "./world-record.ts";

/** What worlds are made of. */
export interface WorldsOptions {
  readonly store: WorldStore;
  readonly blobs: BlobStore;
  readonly clock: Clock;
  /** Of all platforms, so that documents can be read. */
  readonly collections: readonly AnyCollection[];
  /** The parts of each platform, in the order in which they are put into a world. */
  readonly seeds: readonly PlatformSeeds[];
  /** What a world begins with where nobody says otherwise; by default `demo`. */
  readonly defaultSeed?: SeedName;
  /** Whatever chance gives depends on it, and on the name of the world; by default `parley`. */
  readonly chance?: string;
  /** What else becomes of a world that was read from a document, such as `runs.endAll`: nobody works there. */
  readonly onImport?: (transaction: Transaction) => Promise<unknown>;
}

/** How a world begins. */
export interface WorldStart {
  readonly seed?: string;
  /** Worlds with the same one and the same requests are the same to the last byte; by default each has its own. */
  readonly chance?: string;
}

/** Worlds by their names. All of this throws WorldError where a name is not one. */
export interface Worlds {
  /** @throws WorldError `world_exists`, `unknown_seed` */
  create(name: string, start?: WorldStart): Promise<WorldRecord>;
  /** Makes the world where it is not there yet. */
  ensure(name: string): Promise<void>;
  /** @throws WorldError `unknown_world` */
  get(name: string): Promise<WorldRecord>;
  /** Lets a world begin anew, with the seed and the chance that it had, or others. @throws WorldError `unknown_world` */
  reset(name: string, start?: WorldStart): Promise<WorldRecord>;
  /** Removes a world; it does not matter whether it is there. */
  remove(name: string): Promise<void>;
  /** Names, in order, `limit` at most after the name `after`. */
  list(query?: { readonly after?: string; readonly limit?: number }): Promise<readonly string[]>;
  /** All of a world. @throws WorldError `unknown_world` */
  exportWorld(name: string): Promise<WorldDocument>;
  /**
   * Puts a world in the place of the one of this name; by default the name that it had.
   *
   * @throws WorldError `invalid_document`, and says where; nothing has changed then.
   */
  importWorld(document: unknown, name?: string): Promise<WorldRecord>;
}

/** Makes the worlds of a store. */
export function createWorlds(options: WorldsOptions): Worlds {
  const { store, blobs, clock, seeds, defaultSeed = "demo", chance = "parley" } = options;
  const collections = [worldRecords, chancePositions, ...options.collections];
  const archive = { store, blobs, clock, collections };

  const find = (transaction: Transaction) => transaction.get(worldRecords, "world");

  async function demand(transaction: Transaction): Promise<WorldRecord> {
    const record = await find(transaction);
    if (record) return record;
    throw new WorldError("unknown_world", `There is no world ${JSON.stringify(transaction.world)}.`);
  }

  async function begin(transaction: Transaction, seed: SeedName, chanceSeed: string) {
    await transaction.clear();
    const record: WorldRecord = { id: "world", seed, createdAt: clock.now() };
    await transaction.insert(worldRecords, record);
    await sowChance(transaction, chanceSeed);
    return { record, files: await sowSeeds(seeds, seed, { transaction, clock, blobs }) };
  }

  /** Fills a world anew, and removes the files of the old one when that is certain. */
  async function refill(
    name: string,
    fill: (transaction: Transaction) => Promise<{ record: WorldRecord; files: readonly string[] }>,
  ): Promise<WorldRecord> {
    const before = await blobs.list(name);
    const { record, files } = await store.transaction(name, fill);
    for (const { id } of before) if (!files.includes(id)) await blobs.remove(name, id);
    return record;
  }

  async function create(name: string, start: WorldStart, isNeeded: (record: WorldRecord | undefined) => boolean) {
    const seed = start.seed === undefined ? defaultSeed : parseSeedName(start.seed);
    return store.transaction(checkWorldName(name), async (transaction) => {
      const record = await find(transaction);
      if (record && !isNeeded(record)) return record;
      return (await begin(transaction, seed, start.chance ?? JSON.stringify([chance, name]))).record;
    });
  }

  return {
    create: (name, start = {}) =>
      create(name, start, (record) => {
        if (record) throw new WorldError("world_exists", `There is a world ${JSON.stringify(name)} already.`);
        return true;
      }),
    ensure: async (name) => void (await create(name, {}, () => false)),
    get: async (name) => store.transaction(checkWorldName(name), demand),
    reset: async (name, start = {}) => {
      const seed = start.seed === undefined ? undefined : parseSeedName(start.seed);
      return refill(checkWorldName(name), async (transaction) => {
        const record = await demand(transaction);
        return begin(transaction, seed ?? record.seed, start.chance ?? (await seedOf(transaction)));
      });
    },
    remove: async (name) => {
      await store.transaction(checkWorldName(name), (transaction) => transaction.clear());
      await blobs.clear(name);
    },
    list: (query) => store.listWorlds(query),
    exportWorld: async (name) => {
      await store.transaction(checkWorldName(name), demand);
      return writeDocument(archive, name);
    },
    importWorld: async (value, name) => {
      const { document, restore } = openDocument(archive, value);
      return refill(checkWorldName(name ?? document.name), async (transaction) => {
        await transaction.clear();
        const files = await restore(transaction);
        await options.onImport?.(transaction);
        return { record: await demand(transaction), files };
      });
    },
  };
}
