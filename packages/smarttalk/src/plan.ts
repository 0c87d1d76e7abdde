/** The plan of the account. */

import { type CallOptions, unwrap } from "@parley/client";
import type * as operations from "@parley/contracts/smarttalk/operations";
import type { ClientFor } from "./client.ts";
import type { PlanUsage } from "./schemas.ts";

/**
 * Reads how much of the plan is used (`getPlanUsage`).
 *
 * @throws ApiError.
 */
export function getPlanUsage(
  client: ClientFor<typeof operations.getPlanUsage>,
  options?: CallOptions,
): Promise<PlanUsage> {
  return unwrap(client.GET("/api/v1/plan/usage", { ...options }));
}
