/** Places in their order. */

import type { Place, RangeQuery } from "../store/index.ts";

/** The rows of one index. An array is quick enough for worlds that fit into memory. */
export interface SortedPlaces {
  add(place: Place): void;
  remove(place: Place): void;
  /** Those of a range; all after a place, where `limit` is `Infinity`. */
  select(query: Pick<RangeQuery, "from" | "until" | "isDescending" | "after" | "limit">): readonly Place[];
  count(from: string, until: string): number;
}

/** Makes an empty order. */
export function createSortedPlaces(): SortedPlaces {
  const places: Place[] = [];

  /** How many stand before this place. */
  function rankOf(place: Place): number {
    let low = 0;
    let high = places.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const other = places[middle];
      if (other && compare(other, place) < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  return {
    add: (place) => void places.splice(rankOf(place), 0, place),
    remove: (place) => void places.splice(rankOf(place), 1),
    select: ({ from, until, isDescending, after, limit }) => {
      // No key is empty.
      let start = rankOf({ value: from, key: "" });
      let end = rankOf({ value: until, key: "" });
      if (!isDescending) {
        if (after) start = Math.max(start, rankOf({ value: after.value, key: `${after.key} ` }));
        return places.slice(start, Math.min(end, start + limit));
      }
      if (after) end = Math.min(end, rankOf(after));
      return places.slice(Math.max(start, end - limit), Math.max(start, end)).reverse();
    },
    count: (from, until) => rankOf({ value: until, key: "" }) - rankOf({ value: from, key: "" }),
  };
}

function compare(left: Place, right: Place): number {
  if (left.value !== right.value) return left.value < right.value ? -1 : 1;
  return left.key === right.key ? 0 : left.key < right.key ? -1 : 1;
}
