/** Files beside the worlds. */

export {
  BlobError,
  type BlobErrorCode,
  type BlobStore,
  isBlobError,
  type StoredBlob,
  type WriteOptions,
} from "./blob-store.ts";
export { createMemoryBlobs } from "./memory-blobs.ts";
export { checkBlobId, receive } from "./receive.ts";
