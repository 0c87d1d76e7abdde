/** Goes through lists that come page by page. */

import { ProtocolError } from "../errors/index.ts";

/** One page, and where the next one is; `next` is undefined on the last. */
export interface Page<Item, Position> {
  readonly items: readonly Item[];
  readonly next: Position | undefined;
}

/** What a list is read with. */
export interface PageReading<Item, Position> {
  readonly operationId: string;
  /** Asks for one page, the first where the position is undefined. */
  readonly readPage: (position: Position | undefined) => Promise<Page<Item, Position>>;
  /** What tells an item from all others; undefined where it has no such thing. */
  readonly keyOf: (item: Item) => string | undefined;
}

/**
 * Gives the items of all pages, each once, and asks for a page only when its items are wanted.
 *
 * One rule for every list: it goes on as long as the platform says that more follows and each page brings something
 * new. What moves to a later page while the list changes is not given a second time; items without a key are.
 *
 * @throws ProtocolError `endless_pages` when a page brings nothing new and still says that more follows; what
 * `readPage` throws.
 */
export async function* readPages<Item, Position>({
  operationId,
  readPage,
  keyOf,
}: PageReading<Item, Position>): AsyncGenerator<Item, void, undefined> {
  const seen = new Set<string>();
  let previous = "";
  for (let position: Position | undefined; ; ) {
    const { items, next } = await readPage(position);
    const content = JSON.stringify(items);
    const fresh = items.filter((item) => {
      const key = keyOf(item);
      if (key === undefined) return content !== previous;
      if (seen.has(key)) return false;
      seen.add(key);
      return true;
    });
    yield* fresh;
    if (next === undefined) return;
    if (fresh.length === 0) {
      const message = `${operationId} gave a page with nothing new, but says that more pages follow`;
      throw new ProtocolError(message, { code: "endless_pages", operationId });
    }
    previous = content;
    position = next;
  }
}
