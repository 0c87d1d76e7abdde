/** Keeps the category tree of a shop in step. */

import { type CallOptions, UsageError, unwrap } from "@parley/client";
import type * as operations from "@parley/contracts/smarttalk/operations";
import type { ClientFor } from "./client.ts";
import type { CategoryRef } from "./schemas.ts";

const maxCategories = 5_000;

/**
 * Adds or updates categories and builds the tree anew (`syncCategories`). Send them before the products that refer to
 * them.
 *
 * @param categories - All of them, at most 5000: the tree is made of one request.
 * @throws UsageError `too_many_categories`; ApiError; with the code `rejected_in_body` when the platform refuses in
 * spite of its status.
 */
export async function syncCategories(
  client: ClientFor<typeof operations.syncCategories>,
  categories: readonly CategoryRef[],
  options?: CallOptions,
): Promise<void> {
  if (categories.length > maxCategories) {
    const message = `A category tree has at most ${maxCategories} categories, this one has ${categories.length}`;
    throw new UsageError(message, { code: "too_many_categories" });
  }
  const body = { payloadVersion: "1" as const, categories: [...categories] };
  await unwrap(client.POST("/api/v1/categories/sync", { ...options, body }));
}
