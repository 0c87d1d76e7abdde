/** Listings and their cursors. */

import type { AnyCollection } from "./collection.ts";
import { afterAll, encodeIndex, type IndexValue } from "./order-key.ts";
import type { Place, Range, RangeQuery } from "./rows.ts";
import type { ListQuery } from "./store.ts";
import { StoreError } from "./store-error.ts";

/** The rows that a query is about. */
export function rangeOf(collection: Pick<AnyCollection, "name">, index?: string, within: IndexValue = []): Range {
  const from = encodeIndex(within);
  return { collection: collection.name, index, from, until: from + afterAll };
}

/** What a query asks for; one row more than its page has, which says whether there is another page. */
export function queryOf(collection: Pick<AnyCollection, "name">, query: ListQuery<string>): RangeQuery {
  const { index, within, order = "ascending", limit = 100, cursor } = query;
  return {
    ...rangeOf(collection, index, within),
    isDescending: order === "descending",
    after: cursor === undefined ? undefined : readCursor(cursor),
    limit: limit + 1,
  };
}

/** The cursor of the page that ends here. */
export function writeCursor({ value, key }: Place): string {
  // Values and keys are printable ASCII.
  return btoa(JSON.stringify([value, key]))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");
}

function readCursor(cursor: string): Place {
  try {
    const place: unknown = JSON.parse(atob(cursor.replaceAll("-", "+").replaceAll("_", "/")));
    const [value, key] = Array.isArray(place) && place.length === 2 ? (place as unknown[]) : [];
    if (typeof value === "string" && typeof key === "string") return { value, key };
  } catch {
    // It says so below.
  }
  throw new StoreError("invalid_cursor", "The cursor is not one that a listing has given.");
}
