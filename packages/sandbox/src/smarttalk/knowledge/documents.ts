/** Documents of an assistant: added, changed, and read. */

import { type Collection, draw, type Transaction } from "../../core/world/index.ts";
import type { Desk } from "../desk.ts";
import { documents, type KnowledgeDocument } from "../records/index.ts";

/** Characters of the longest id of another system; more has no room in an index. */
export const longestExternalId = 120;

/** What is known of a document before it is kept. */
export type NewDocument = Omit<KnowledgeDocument, "id" | "createdAt">;

/** Keeps a document in the place of the one with its source and its id. */
export async function keepDocument(transaction: Transaction, { clock }: Desk, document: NewDocument): Promise<void> {
  const { chatModelId, sourceType, externalId } = document;
  const before = await transaction.find(documents, "bySource", [chatModelId, sourceType, externalId]);
  const id = before?.id ?? (await draw(transaction, "ids/documents", (chance) => chance.id("c")));
  await transaction.put(documents, { ...document, id, createdAt: before?.createdAt ?? clock.now() });
}

/** All documents of an assistant that somebody may read: those for everybody, and their own. */
export async function listDocuments(
  transaction: Transaction,
  chatModelId: string,
  userId?: string,
): Promise<readonly KnowledgeDocument[]> {
  const all = await listAll(transaction, documents, "bySource", [chatModelId]);
  return all.filter(({ ownerId }) => ownerId === undefined || ownerId === userId);
}

/** Everything that an index has within a value. */
export async function listAll<Item extends object, IndexName extends string>(
  transaction: Transaction,
  collection: Collection<Item, IndexName>,
  index: IndexName,
  within: readonly string[],
): Promise<readonly Item[]> {
  const items: Item[] = [];
  let cursor: string | undefined;
  do {
    const page = await transaction.list(collection, { index, within, ...(cursor !== undefined && { cursor }) });
    items.push(...page.items);
    cursor = page.cursor;
  } while (cursor !== undefined);
  return items;
}
