/** How a contract is served. */

import type { Clock } from "@parley/clock";
import type { Operation } from "@parley/contracts";
import type { Contract } from "./contract.ts";
import type { CorsOptions } from "./cors.ts";
import type { OutgoingEvent } from "./event-stream-encoder.ts";
import type { Limits } from "./limits.ts";
import type { Problem } from "./problem.ts";
import type { ResponseCheck } from "./reply.ts";
import type { Verifiers } from "./security.ts";

/** Where something that was not the caller's fault went wrong. */
export interface Incident {
  readonly requestId: string;
  readonly request: Request;
  /** Absent where it was not known yet. */
  readonly operation?: Operation;
}

/** Options of `serve`. */
export interface ServeOptions<C extends Contract> {
  /** Says whom a credential stands for, by security scheme; a scheme whose verifier gives `undefined` lets nobody in. */
  readonly authenticate: Verifiers<C>;
  /** The body of a refusal, in the form that the contract has for its status and operation. */
  readonly formatError: (problem: Problem) => unknown;
  /** The event that tells of a failure in mid-stream, without secrets; `undefined` where the stream has none. */
  readonly toErrorEvent?: (error: unknown, operation: Operation) => OutgoingEvent | undefined;
  /** Whether two principals of different credentials of one request are the same; by default, whether they are equal. */
  readonly agree?: (left: unknown, right: unknown) => boolean;
  /** What precedes the paths of the contract, such as `/chatzy`. */
  readonly basePath?: string;
  /**
   * What happens to an answer, or an event, that the contract does not have: `throw` turns it into a 500, `report` tells
   * `onError` and sends it, `off` does not look. `throw` by default.
   */
  readonly responses?: ResponseCheck;
  /** Told of everything that went wrong and was not the caller's fault; prints by default. */
  readonly onError?: (error: unknown, incident: Incident) => void;
  readonly limits?: Partial<Limits>;
  /** Pages of other origins that may call; none by default. */
  readonly cors?: CorsOptions;
  readonly clock?: Clock;
  /** Makes an id for a request that has none; a random UUID by default. */
  readonly createRequestId?: () => string;
}
