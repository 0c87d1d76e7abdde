/** Writes worlds down, and makes worlds of what was written down. */

import type { Clock } from "@parley/clock";
import type { BlobStore } from "../files/index.ts";
import type { AnyCollection, Transaction, WorldStore } from "../store/index.ts";
import { fromBase64, toBase64 } from "./base64.ts";
import { documentVersion, readDocument, refuseDocument, type WorldDocument } from "./document.ts";
import { worldRecords } from "./world-record.ts";

/** What is needed to write a world down. */
export interface Archive {
  readonly store: WorldStore;
  readonly blobs: BlobStore;
  readonly clock: Pick<Clock, "now">;
  readonly collections: readonly AnyCollection[];
}

/** Writes all of a world into one document. */
export async function writeDocument({ store, blobs, clock }: Archive, name: string): Promise<WorldDocument> {
  const dump = await store.transaction(name, (transaction) => transaction.dump());
  const files: { id: string; base64: string }[] = [];
  for (const { id } of await blobs.list(name)) {
    const blob = await blobs.read(name, id);
    if (blob) files.push({ id, base64: toBase64(new Uint8Array(await blob.arrayBuffer())) });
  }
  return { format: "parley-world", version: documentVersion, name, exportedAt: clock.now(), ...dump, files };
}

/** Reads a document, and gives what puts it into the world of a transaction that has nothing. */
export function openDocument(
  { blobs, collections }: Pick<Archive, "blobs" | "collections">,
  value: unknown,
): { document: WorldDocument; restore: (transaction: Transaction) => Promise<readonly string[]> } {
  const document = readDocument(value, collections);
  if (!document.collections[worldRecords.name]?.length)
    refuseDocument(`collections["${worldRecords.name}"]`, "is missing");
  const files = document.files.map(({ id, base64 }, index) => ({
    id,
    bytes: fromBase64(base64) ?? refuseDocument(`files[${index}].base64`, "should be base64"),
  }));

  async function restore(transaction: Transaction): Promise<readonly string[]> {
    for (const collection of collections) {
      for (const [index, record] of (document.collections[collection.name] ?? []).entries()) {
        await transaction.insert(collection, record).catch((error: unknown) => {
          const reason = error instanceof Error ? error.message.replace(/\.$/, "") : String(error);
          refuseDocument(`collections["${collection.name}"][${index}]`, `cannot be stored: ${reason}`, error);
        });
      }
    }
    for (const [log, entries] of Object.entries(document.logs)) await transaction.append(log, entries);
    for (const [index, { id, bytes }] of files.entries()) {
      await blobs
        .write(transaction.world, id, new Blob([bytes]).stream(), { maxBytes: bytes.length })
        .catch((error) => {
          const reason = error instanceof Error ? error.message.replace(/\.$/, "") : String(error);
          refuseDocument(`files[${index}].id`, `cannot be stored: ${reason}`, error);
        });
    }
    return files.map(({ id }) => id);
  }
  return { document, restore };
}
