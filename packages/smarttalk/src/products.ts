/** Keeps the catalogue of a shop in step. */

import { type CallOptions, unwrap } from "@parley/client";
import type * as operations from "@parley/contracts/smarttalk/operations";
import { type BatchOptions, sendBatches } from "./batches.ts";
import type { ClientFor } from "./client.ts";
import type { ProductCleanup, ProductDocument, ShopPlatform } from "./schemas.ts";

/** Products of one site of a shop. */
export interface ProductCatalogue {
  readonly source: ShopPlatform;
  /** Which site of the merchant sends; the exchange of an authorization code gives it. */
  readonly siteIdentifier?: string | null;
  /** Read as far as they are sent, so that a large catalogue need not be in memory. */
  readonly products: Iterable<ProductDocument> | AsyncIterable<ProductDocument>;
}

/**
 * Adds or updates products, 50 with each request (`syncProducts`). The platform checks them later, in the background.
 *
 * @returns How many were sent.
 * @throws ApiError; with the code `rejected_in_body` when the platform refuses a batch in spite of its status.
 * @example
 * await syncProducts(client, { source: "prestashop", siteIdentifier: "shop-1", products });
 */
export function syncProducts(
  client: ClientFor<typeof operations.syncProducts>,
  { products, ...shop }: ProductCatalogue,
  { onProgress, ...options }: BatchOptions = {},
): Promise<number> {
  const send = (documents: ProductDocument[]) =>
    unwrap(client.POST("/api/v1/products", { ...options, body: { ...shop, payloadVersion: "1", documents } }));
  return sendBatches(products, send, onProgress);
}

/**
 * Removes the listed products and variants, or all that are not listed (`removeProducts`). A list to keep must be
 * complete: an id that it forgets is a product lost.
 *
 * @throws ApiError; with the code `rejected_in_body` when the platform refuses in spite of its status.
 */
export async function removeProducts(
  client: ClientFor<typeof operations.removeProducts>,
  cleanup: Readonly<ProductCleanup>,
  options?: CallOptions,
): Promise<void> {
  await unwrap(client.POST("/api/v1/products/cleanup", { ...options, body: cleanup }));
}
