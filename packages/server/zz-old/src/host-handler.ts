/** What a host finds behind a fetch handler that `serve` has made. */

import type { HostRequest } from "./host-request.ts";
import type { HostResponse } from "./host-response.ts";
import type { Problem } from "./problem.ts";

/** Statuses that a host itself answers with. */
export type HostStatus = 400 | 408 | 413 | 421 | 431 | 500 | 501;

/** What a host says itself, where there is no request that a handler could be given. */
export const hostProblems: Readonly<Record<HostStatus, Pick<Problem, "code" | "message">>> = {
  400: { code: "malformed", message: "This is no request that can be read" },
  408: { code: "timeout", message: "The request did not come in time" },
  413: { code: "too_large", message: "The extensions of the chunks are too long" },
  421: { code: "misdirected", message: "This host is not served here" },
  431: { code: "headers_too_large", message: "The request has too many headers, or too long ones" },
  500: { code: "internal", message: "Internal server error" },
  501: { code: "not_implemented", message: "This method is not served" },
};

/** A served contract, for hosts. */
export interface HostHandler {
  /** Answers a request; never rejects. */
  answer(request: HostRequest): Promise<HostResponse>;
  /** The body, in JSON, of what the host says itself. */
  hostErrorOf(status: HostStatus): string;
}

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
