/** Errors of event streams. */

import type { ClientOperation } from "@parley/contracts";
import {
  ApiError,
  ConnectionError,
  capName,
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
  { id }: ClientOperation,
  { name, data, partial }: Failure,
  mask: (text: string) => string,
): StreamFailedError {
  const { code } = (data ?? {}) as { code?: unknown }; // looked at below
  const reason = problemMessage(data) || "no reason given";
  return new StreamFailedError(mask(`${id} failed in the middle of the stream, by the event ${name}: ${reason}`), {
    code: typeof code === "string" ? capName(mask(code)) : "stream_failed",
    operationId: id,
    data,
    partial,
  });
}

/** Makes the error of a stream that stopped where its contract does not let it. */
export function endedEarly(
  { id }: ClientOperation,
  { count, partial }: { readonly count: number; readonly partial: readonly unknown[] },
  cause?: unknown,
): StreamEndedEarlyError {
  const message = `${id} stopped after ${count} events, before the stream was complete`;
  return new StreamEndedEarlyError(message, { code: "stream_ended_early", operationId: id, partial, cause });
}

/** Makes the error of a stream that has gone silent. */
export function idleTimeout({ id }: ClientOperation, idle: number): TimeoutError {
  return new TimeoutError(`${id} sent nothing for ${idle} ms`, { code: "stream_idle", operationId: id });
}

/** Whether another connection may work where this one could not be made. */
export function isPassing(error: unknown): boolean {
  return (
    error instanceof TimeoutError ||
    error instanceof ConnectionError ||
    (error instanceof ApiError && isRetryableStatus(error.status))
  );
}
