/** Errors of event streams. */

import type { ClientOperation } from "@parley/contracts";
import {
  ApiError,
  ConnectionError,
  capName,
  failureOf,
  StreamEndedEarlyError,
  StreamFailedError,
  TimeoutError,
} from "../errors/index.ts";
import { problemMessage } from "../request/index.ts";
import { isRetryableStatus } from "../retry/index.ts";

/** What is known of the event that says that the stream failed. */
export interface Failure {
  readonly name: string;
  readonly data: unknown;
  readonly partial: readonly unknown[];
}

/** Makes the error of a stream that says itself that it failed. */
export function streamFailed(
  operation: ClientOperation,
  { name, data, partial }: Failure,
  mask: (text: string) => string,
): StreamFailedError {
  const { code } = Object(data) as { code?: unknown }; // looked at below
  const reason = problemMessage(data) || "no reason given";
  const words = mask(`failed in the middle of the stream, by the event ${name}: ${reason}`);
  const ownCode = typeof code === "string" ? capName(mask(code)) : "stream_failed";
  return failureOf(StreamFailedError, operation, ownCode, words, { data, partial });
}

/** Makes the error of a stream that stopped where its contract does not let it. */
export function endedEarly(
  operation: ClientOperation,
  { count, partial }: { readonly count: number; readonly partial: readonly unknown[] },
  cause?: unknown,
): StreamEndedEarlyError {
  const words = `stopped after ${count} events, before the stream was complete`;
  return failureOf(StreamEndedEarlyError, operation, "stream_ended_early", words, { partial, cause });
}

/** Makes the error of a stream that has gone silent. */
export function idleTimeout(operation: ClientOperation, idle: number): TimeoutError {
  return failureOf(TimeoutError, operation, "stream_idle", `sent nothing for ${idle} ms`);
}

/** Whether another connection may work where this one could not be made. */
export function isPassing(error: unknown): boolean {
  return (
    error instanceof TimeoutError ||
    error instanceof ConnectionError ||
    (error instanceof ApiError && isRetryableStatus(error.status))
  );
}
