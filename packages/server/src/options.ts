/** How a contract is served. */

import type { Clock } from "@parley/clock";
import type { Operation } from "@parley/contracts";
import type { Contract } from "./contract/index.ts";
import type { FileReceiver, IncomingFile } from "./host/index.ts";
import type { Limits, Problem } from "./request/index.ts";
import type { CorsOptions, ResponseCheck } from "./response/index.ts";
import type { Verifiers } from "./security/index.ts";
import type { OutgoingEvent } from "./stream/index.ts";

/** Where something that was not the caller's fault went wrong. */
export interface Incident {
  readonly requestId: string;
  readonly request: Request;
  /** Absent where it was not known yet. */
  readonly operation?: Operation;
}

/** The request that a file belongs to. */
export interface UploadContext {
  readonly operation: Operation;
  readonly requestId: string;
}

/** Prints an incident: the id of the request and the operation, then the error. */
export function printIncident(error: unknown, { requestId, operation }: Incident): void {
  console.error(`Request ${requestId}, ${operation ? `operation ${operation.id}` : "no operation"}:`, error);
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
  /**
   * Where the bytes of uploaded files go as they come, before the handler is called with the `File` that comes of it.
   *
   * By default what the host has: the Node host keeps files of more than 256 KiB on disk until the answer is sent,
   * others keep them in memory.
   */
  readonly receiveFile?: (file: IncomingFile, of: UploadContext) => FileReceiver;
  /** Bytes of events that may wait for a reader before no more are asked for, 262,144 by default; one event may pass it. */
  readonly maxBufferedBytes?: number;
  /** Milliseconds without any progress after which the reader of a stream is given up, 1,800,000 by default. */
  readonly stallTimeout?: number;
  /** Makes an id for a request that has none; a random UUID by default. */
  readonly createRequestId?: () => string;
}
