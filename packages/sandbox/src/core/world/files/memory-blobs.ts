/** Files in memory. */

import type { BlobStore } from "./blob-store.ts";
import { checkBlobId, receive } from "./receive.ts";

/** Makes a store of files in the memory of this process. */
export function createMemoryBlobs(): BlobStore {
  const worlds = new Map<string, Map<string, Blob>>();
  return {
    write: async (world, id, source, options = {}) => {
      checkBlobId(id);
      const pieces: Uint8Array<ArrayBuffer>[] = [];
      // Copied: whoever gives a piece may use its memory again.
      const size = await receive(source, options, (piece) => void pieces.push(new Uint8Array(piece)));
      const files = worlds.get(world) ?? new Map();
      worlds.set(world, files.set(id, new Blob(pieces)));
      return { id, size };
    },
    read: async (world, id) => worlds.get(world)?.get(id),
    remove: async (world, id) => void worlds.get(world)?.delete(id),
    list: async (world) =>
      [...(worlds.get(world) ?? [])]
        .map(([id, { size }]) => ({ id, size }))
        .sort((left, right) => (left.id < right.id ? -1 : 1)),
    clear: async (world) => void worlds.delete(world),
  };
}
