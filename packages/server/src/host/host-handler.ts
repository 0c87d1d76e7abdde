/** What a host finds behind a fetch handler that `serve` has made. */

import type { HostRequest } from "./host-request.ts";
import type { HostResponse } from "./host-response.ts";

/** Statuses that a host itself answers with. */
export type HostStatus = 400 | 408 | 413 | 421 | 431 | 500 | 501;

/** A served contract, for hosts. */
export interface HostHandler {
  /** Answers a request; never rejects. */
  answer(request: HostRequest): Promise<HostResponse>;
  /** The body, in JSON, of what the host says itself. */
  hostErrorOf(status: HostStatus): string;
}
