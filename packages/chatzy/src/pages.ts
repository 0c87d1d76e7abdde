/** Reads lists that come in pages of `limit` entries from `offset` on, without a total. */

import { ProtocolError } from "@parley/client";

/** Where reading begins and how much is asked for at a time. */
export interface PageOptions {
  /** Entries of a request, 1 to 100; default 100. */
  readonly pageSize?: number | undefined;
  /** Entries to skip; default 0. */
  readonly offset?: number | undefined;
}

/** One page. */
export interface Page<Item> {
  readonly items: readonly Item[];
  /** Entries in the unit of `limit`, where items are counted otherwise. */
  readonly count?: number;
}

/**
 * Gives the items of all pages, until a page is shorter than asked for; a page is requested when it is needed.
 *
 * @throws {@link ProtocolError} `page_repeated`; what `readPage` throws.
 */
export async function* readPages<Item>(
  readPage: (page: { readonly limit: number; readonly offset: number }) => Promise<Page<Item>>,
  { pageSize: limit = 100, offset = 0 }: PageOptions,
): AsyncGenerator<Item, void, undefined> {
  for (let previous = ""; ; offset += limit) {
    const { items, count = items.length } = await readPage({ limit, offset });
    const content = JSON.stringify(items);
    // The vendor does not name every paging parameter, and a server that ignores them would be asked for ever.
    if (items.length > 0 && content === previous) {
      throw new ProtocolError(`The page from entry ${offset} on equals the one before it`, { code: "page_repeated" });
    }
    previous = content;
    yield* items;
    if (count < limit) return;
  }
}
