/** What the handlers share. */

import type { Services } from "../core/platform/index.ts";
import type { Transaction } from "../core/world/index.ts";

/** The services of the sandbox, and a short way into the world of a request. */
export interface Kit extends Services {
  /** Does some work in the world of a request. */
  inWorld<Result>(request: Request, work: (transaction: Transaction) => Promise<Result>): Promise<Result>;
}

/** Makes it. */
export function createKit(services: Services): Kit {
  const { store, worldOf } = services;
  return { ...services, inWorld: async (request, work) => store.transaction(await worldOf(request), work) };
}

/** The log that the runs of a conversation have in common, so that they work one after the other. */
export function logOf(conversationId: string): string {
  return `chatzy/conversations/${conversationId}`;
}
