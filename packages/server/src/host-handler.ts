/** Where a host finds the handler behind a fetch handler that `serve` has made. */

import type { HostRequest } from "./host-request.ts";
import type { HostResponse } from "./host-response.ts";

/** Answers a request; never rejects. */
export type HostHandler = (request: HostRequest) => Promise<HostResponse>;

const handlers = new WeakMap<object, HostHandler>();

/** Keeps the handler behind a fetch handler; gives the fetch handler. */
export function keepHostHandler<Fetch extends object>(fetch: Fetch, handler: HostHandler): Fetch {
  handlers.set(fetch, handler);
  return fetch;
}

/** The handler behind a fetch handler; `undefined` where that is not one of `serve` itself. */
export function hostHandlerOf(fetch: object): HostHandler | undefined {
  return handlers.get(fetch);
}
