/** Worlds: the only place where state lives. */

export { type AnyCollection, type Collection, defineCollection, type Index } from "./collection.ts";
export type { Field, FieldsOf } from "./fields.ts";
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
