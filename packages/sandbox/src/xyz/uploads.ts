/** Files that come with messages: stored as they come, ZIP files unpacked, and put into the workspace with the message. */

import type { Services } from "../core/platform/index.ts";
import { draw, isBlobError, type Transaction } from "../core/world/index.ts";
import { ArchiveError, isArchive, listArchive } from "./archive.ts";
import { type RefusalReply, refuse } from "./errors.ts";
import type { AttachedFile } from "./records.ts";
import { freePath, insidePath, kindOf, nameOf, putFile } from "./workspace.ts";

/** Most bytes of one file; that of the contract. */
export const longestFile = 50 * 1_024 * 1_024;
/** Most files of one message; that of the contract. */
export const mostFiles = 20;

/** A file whose bytes are stored, and that belongs to no task yet. */
export interface StoredFile {
  readonly blobId: string;
  /** Where it shall lie. */
  readonly path: string;
  readonly size: number;
  readonly mimeType: string;
}

type Blobs = Pick<Services, "blobs" | "store">;

/** Stores files; where one is refused, nothing of them stays. */
export async function storeFiles(
  { blobs, store }: Blobs,
  world: string,
  given: readonly File[],
): Promise<readonly StoredFile[] | RefusalReply<400> | RefusalReply<413>> {
  if (given.length === 0) return [];
  const id = await store.transaction(world, (transaction) => draw(transaction, "xyz/files", (chance) => chance.uuid()));
  const stored: StoredFile[] = [];
  async function keep(path: string, mimeType: string, source: ReadableStream<Uint8Array>, maxBytes: number) {
    const blobId = `${id}.${stored.length + 1}`;
    const { size } = await blobs.write(world, blobId, source, { maxBytes });
    stored.push({ blobId, path: `uploads/${path}`, size, mimeType });
  }
  try {
    for (const file of given) {
      const name = insidePath(file.name) ?? "file";
      if (!isArchive(file)) {
        // Without parameters: who downloads it gets what the contract names.
        const mimeType = file.type.split(";", 1)[0]?.trim().toLowerCase() || kindOf(name).mimeType;
        await keep(name, mimeType, file.stream(), longestFile);
        continue;
      }
      for (const { path, size, stream } of await listArchive(file)) {
        // No more than it says, so that all of it is no more than the limit.
        await keep(path, kindOf(path).mimeType, stream(), Math.min(size, longestFile));
      }
    }
    return stored;
  } catch (error) {
    await removeFiles({ blobs }, world, stored);
    if (isBlobError(error) && error.code === "too_large") {
      return refuse(413, "PAYLOAD_TOO_LARGE", "A file may have at most 50 MB");
    }
    if (!(error instanceof ArchiveError)) throw error;
    if (error.isTooLarge) return refuse(413, "PAYLOAD_TOO_LARGE", `A ZIP file cannot be unpacked: ${error.message}`);
    return refuse(400, "VALIDATION_ERROR", `A ZIP file cannot be unpacked: ${error.message}`);
  }
}

/** Removes files that come to belong to nothing. */
export async function removeFiles(
  { blobs }: Pick<Services, "blobs">,
  world: string,
  stored: readonly Pick<StoredFile, "blobId">[],
): Promise<void> {
  for (const { blobId } of stored) await blobs.remove(world, blobId);
}

/** Puts stored files into the workspace of a task, each under a name that is free. */
export async function attachFiles(
  transaction: Transaction,
  taskId: string,
  modifiedAt: number,
  stored: readonly StoredFile[],
): Promise<AttachedFile[]> {
  const attached: AttachedFile[] = [];
  for (const { blobId, path: wanted, size, mimeType } of stored) {
    const path = await freePath(transaction, taskId, wanted);
    await putFile(transaction, { taskId, path, blobId, size, mimeType, category: kindOf(path).category, modifiedAt });
    attached.push({ name: nameOf(path), path });
  }
  return attached;
}
