/** The events of a handler as the response of a streaming operation. */

import type { StreamContract } from "@parley/contracts";
import { createStreamBody } from "./body.ts";
import type { OutgoingEvent } from "./encoder.ts";
import { createStreamRun, type StreamOptions, type StreamSource } from "./run.ts";

/** Headers of every event stream. */
export const streamHeaders = {
  "cache-control": "no-cache, no-transform",
  "content-type": "text/event-stream",
  "x-accel-buffering": "no",
  "x-content-type-options": "nosniff",
} as const;

/** Options of a streaming response. */
export interface StreamResponseOptions<Event> extends StreamOptions<Event> {
  /** Headers beside and before those of every event stream. */
  readonly headers?: HeadersInit;
}

/**
 * Sends events in the dialect of the contract, until the first terminal one.
 *
 * The source is asked for events when the body is read, and only as fast. It is left, as by `break`, when a terminal
 * event was sent, when an event is refused, and when the reader is gone; `finally` then runs at once, also while the
 * source waits, if it waits with the signal that it was given. The stream ends
 *
 * - with the event of `toErrorEvent` when the source throws, is out of order, or ends without a terminal event where
 *   the grammar does not let it; without `toErrorEvent` it just ends. Either way `onProblem` is told.
 * - with an error, and what waits is dropped, when the reader takes nothing for `stallTimeout` while the source waits.
 *
 * @param source - Events of the contract, optionally with an id and a reconnection time.
 * Events that are written in place get their types from the type argument.
 *
 * @example
 * ```ts
 * const response = streamResponse<StreamTaskEvent>((signal) => answer(question, signal), streamTask, {
 *   validators: validators.streamTask.events,
 *   toErrorEvent: () => ({ type: "error", data: { message: "The turn failed" } }),
 * });
 * ```
 */
export function streamResponse<Event extends OutgoingEvent>(
  source: StreamSource<Event>,
  stream: StreamContract<Event>,
  { headers: given, ...options }: StreamResponseOptions<Event> = {},
): Response {
  const headers = new Headers(streamHeaders);
  new Headers(given).forEach((value, name) => {
    // Cookies come one by one, and none replaces another.
    if (name === "set-cookie") headers.append(name, value);
    else headers.set(name, value);
  });
  return new Response(createStreamBody(createStreamRun(source, stream, options)), { headers });
}
