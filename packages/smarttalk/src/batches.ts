/** Sends many items in batches of the size that the platform takes. */

import type { CallOptions } from "@parley/client";

/** Options of a call that sends several requests; one idempotency key would not do for all of them. */
export interface BatchOptions extends Omit<CallOptions, "idempotencyKey"> {
  /** Told after each batch how many items the platform has taken; if a later one fails, go on from there. */
  readonly onProgress?: (sent: number) => void;
}

/** Size of a batch of products and of customers. */
const batchSize = 50;

/**
 * Sends the items in batches, one after the other, and reads no further than it has sent.
 *
 * @returns How many there were.
 */
export async function sendBatches<Item>(
  items: Iterable<Item> | AsyncIterable<Item>,
  sendBatch: (batch: Item[]) => Promise<unknown>,
  onProgress: ((sent: number) => void) | undefined,
): Promise<number> {
  let sent = 0;
  let batch: Item[] = [];
  const flush = async () => {
    await sendBatch(batch);
    sent += batch.length;
    batch = [];
    onProgress?.(sent);
  };
  for await (const item of items) {
    batch.push(item);
    if (batch.length === batchSize) await flush();
  }
  if (batch.length > 0) await flush();
  return sent;
}
