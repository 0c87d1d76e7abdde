/** Lists that have no pages. */

import type { Collection, IndexValue, Transaction } from "../core/world/index.ts";

/** All records within a value of an index, in order. */
export async function listAll<Item extends object, IndexName extends string>(
  transaction: Transaction,
  collection: Collection<Item, IndexName>,
  index: IndexName,
  within: IndexValue,
): Promise<Item[]> {
  const all: Item[] = [];
  for (let cursor: string | undefined, isFirst = true; isFirst || cursor !== undefined; isFirst = false) {
    const page = await transaction.list(collection, {
      index,
      within,
      limit: 1_000,
      ...(cursor !== undefined && { cursor }),
    });
    all.push(...page.items);
    cursor = page.cursor;
  }
  return all;
}
