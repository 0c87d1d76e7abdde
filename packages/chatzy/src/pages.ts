/** Reads lists that come in pages of `limit` entries from `offset` on, without a total. */

import { readPages } from "@parley/client";

/** Where reading begins and how much is asked for at a time. */
export interface PageOptions {
  /** Entries of a request, 1 to 100; default 100. */
  readonly pageSize?: number | undefined;
  /** Entries to skip; default 0. */
  readonly offset?: number | undefined;
}

/** One page. */
export interface OffsetPage<Item> {
  readonly items: readonly Item[];
  /** Entries in the unit of `limit`, where items are counted otherwise. */
  readonly count?: number;
}

/** What a list is read with. */
export interface OffsetReading<Item> extends PageOptions {
  readonly operationId: string;
  readonly readPage: (page: { readonly limit: number; readonly offset: number }) => Promise<OffsetPage<Item>>;
  readonly keyOf: (item: Item) => string | undefined;
}

/**
 * Gives the items of all pages, until a page is shorter than asked for; a page is requested when it is needed.
 *
 * @throws ProtocolError `endless_pages`, as a server that ignores the parameters would be asked for ever; what
 * `readPage` throws.
 */
export function readOffsetPages<Item>({
  operationId,
  readPage,
  keyOf,
  pageSize: limit = 100,
  offset: first = 0,
}: OffsetReading<Item>): AsyncGenerator<Item, void, undefined> {
  return readPages({
    operationId,
    keyOf,
    readPage: async (offset: number = first) => {
      const { items, count = items.length } = await readPage({ limit, offset });
      return { items, next: count < limit ? undefined : offset + limit };
    },
  });
}
