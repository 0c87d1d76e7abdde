/** What every handler has at hand. */

import type { Clock } from "@parley/clock";
import type { Services } from "../core/platform/index.ts";
import type { Transaction } from "../core/world/index.ts";

/** Where the contract is served. */
export const basePath = "/smarttalk";

/** What every handler has at hand. */
export interface Desk extends Services {
  readonly clock: Clock;
  /** Where this platform is reached, without a slash at the end; it is the issuer of its tokens too. */
  readonly address: () => string;
  /** Does some work in the world of a request. */
  inWorld<Result>(request: Request, work: (transaction: Transaction) => Promise<Result>): Promise<Result>;
}

/** Makes the desk of a platform. */
export function createDesk(services: Services): Desk {
  return {
    ...services,
    address: () => `${services.publicUrl()}${basePath}`,
    inWorld: async (request, work) => services.store.transaction(await services.worldOf(request), work),
  };
}

/** A moment as the contract writes it. */
export function toDateTime(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}
