/** Goes through lists that come page by page. */

import { ProtocolError } from "@parley/client";

/** One page, and where the next one is; `next` is missing on the last. */
export interface Page<Item, Position> {
  readonly items: readonly Item[];
  readonly next: Position | undefined;
}

/**
 * Gives the items of all pages, each once, and asks for a page only when its items are wanted.
 *
 * @throws ProtocolError `endless_pages` when a page brings nothing new and still says that more follow.
 */
export async function* readPages<Item extends { readonly id?: string }, Position>(
  operationId: string,
  readPage: (position: Position | undefined) => Promise<Page<Item, Position>>,
): AsyncGenerator<Item, void, undefined> {
  const seen = new Set<string>();
  let position: Position | undefined;
  do {
    const { items, next } = await readPage(position);
    // What moves to a later page while the list changes comes a second time.
    const fresh = items.filter(({ id }) => id === undefined || !seen.has(id));
    for (const { id } of fresh) if (id !== undefined) seen.add(id);
    yield* fresh;
    if (next !== undefined && !fresh.some(({ id }) => id !== undefined)) {
      const message = `${operationId} gave a page with nothing new, but says that more pages follow`;
      throw new ProtocolError(message, { code: "endless_pages", operationId });
    }
    position = next;
  } while (position !== undefined);
}
