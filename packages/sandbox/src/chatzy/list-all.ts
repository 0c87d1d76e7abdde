/** Listings that are longer than a page. */

import type { Collection, ListQuery, Transaction } from "../core/world/index.ts";

/** Gives all records of a listing, a page at a time as they are asked for. */
export async function* listAll<Item extends object, IndexName extends string>(
  transaction: Transaction,
  collection: Collection<Item, IndexName>,
  query: Omit<ListQuery<IndexName>, "cursor" | "limit">,
): AsyncGenerator<Item, void> {
  let cursor: string | undefined;
  do {
    const page = await transaction.list(collection, { ...query, ...(cursor !== undefined && { cursor }) });
    yield* page.items;
    cursor = page.cursor;
  } while (cursor !== undefined);
}
