/** What a store is made of, for those who write another one. */

export type { BlobStore, StoredBlob } from "./files/blob-store.ts";
export { checkBlobId, receive } from "./files/receive.ts";
export type { Json } from "./json.ts";
export { afterAll, encodeIndex } from "./order-key.ts";
export { createTransaction, logQueryOf } from "./row-transaction.ts";
export type { Place, Range, RangeQuery, Row, Rows, RowValue } from "./rows.ts";
export type { LogPage, LogQuery, WorldStore } from "./store.ts";
export { StoreError } from "./store-error.ts";
export { createTurns } from "./turns.ts";
export { createWaiters } from "./waiters.ts";
