/** What a store is, and what one is made of. */

export { type AnyCollection, type Collection, defineCollection, type Index } from "./collection.ts";
export { type Field, type FieldsOf, findFieldFault, nameOf } from "./fields.ts";
export type { Json } from "./json.ts";
export { afterAll, encodeIndex, type IndexPart, type IndexValue } from "./order-key.ts";
export { createTransaction, logQueryOf } from "./row-transaction.ts";
export type { Place, Range, RangeQuery, Row, Rows, RowValue } from "./rows.ts";
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
export { createTurns } from "./turns.ts";
export { createWaiters } from "./waiters.ts";
