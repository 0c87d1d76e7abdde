/** Worlds: the only place where state lives. */

export { type AnyCollection, type Collection, defineCollection, type Index } from "./collection.ts";
export { draw, seedOf } from "./draw.ts";
export type { Field, FieldsOf } from "./fields.ts";
export {
  BlobError,
  type BlobErrorCode,
  type BlobStore,
  isBlobError,
  type StoredBlob,
  type WriteOptions,
} from "./files/blob-store.ts";
export { createMemoryBlobs } from "./files/memory-blobs.ts";
export type { Json } from "./json.ts";
export { createMemoryStore } from "./memory/memory-store.ts";
export type { IndexPart, IndexValue } from "./order-key.ts";
export type {
  ListQuery,
  LogEntry,
  LogPage,
  LogQuery,
  LogState,
  Page,
  Transaction,
  WorldDump,
  WorldStore,
} from "./store.ts";
export { isStoreError, StoreError, type StoreErrorCode } from "./store-error.ts";
export type { WorldDocument } from "./worlds/document.ts";
export { createWorldResolver, type ResolveWorld, type WorldResolution, worldHeader } from "./worlds/resolve-world.ts";
export { type PlatformSeeds, type Seed, type SeedContext, type SeedName, seedNames } from "./worlds/seeds.ts";
export { isWorldError, WorldError, type WorldErrorCode } from "./worlds/world-error.ts";
export type { WorldRecord } from "./worlds/world-record.ts";
export { createWorlds, type WorldStart, type Worlds, type WorldsOptions } from "./worlds/worlds.ts";
