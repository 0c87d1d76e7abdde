/** A stream of the XYZ contract as a test sends it. */

import { createManualClock, type ManualClock } from "@parley/clock/manual";
import { streamTask as validators } from "@parley/contracts/xyz/validators";
import { streamTask } from "@parley/contracts/xyz/streams";
import type { StreamTaskEvent } from "@parley/contracts/xyz";
import type { EventStreamError } from "../host/index.ts";
import { type StreamResponseOptions, streamResponse, type StreamSource } from "../stream/index.ts";

export const begin: StreamTaskEvent = { type: "history_done", data: { messageCount: 0, isStreaming: true } };
export const done: StreamTaskEvent = { type: "done", data: { finalResponse: "Hi" } };

/** What {@link linesOf} shows of `begin`. */
export const started = ['history_done {"messageCount":0,"isStreaming":true}'];
/** What {@link linesOf} shows of `begin` and `done`. */
export const finished = [...started, 'done {"finalResponse":"Hi"}'];

/** A piece of the reply. */
export function content(text: string): StreamTaskEvent {
  return { type: "content", data: { text, isPartial: true } };
}

export interface TaskStream {
  readonly response: Response;
  readonly clock: ManualClock;
  /** Codes of what was reported. */
  readonly problems: EventStreamError[];
}

/** A response that says errors by their messages. */
export function sendTask(
  source: StreamSource<StreamTaskEvent>,
  options: StreamResponseOptions<StreamTaskEvent> = {},
): TaskStream {
  const clock = createManualClock();
  const problems: EventStreamError[] = [];
  const response = streamResponse<StreamTaskEvent>(source, streamTask, {
    clock,
    validators: validators.events,
    onProblem: (problem) => problems.push(problem),
    toErrorEvent: (error) => ({ type: "error", data: { message: error instanceof Error ? error.message : "?" } }),
    ...options,
  });
  return { response, clock, problems };
}

/** Waits until the signal is aborted, as a source that has nothing to say does. */
export function untilAborted(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    if (signal.aborted) reject(signal.reason);
    signal.addEventListener("abort", () => reject(signal.reason));
  });
}

/** Each event as `name data`; comments as `: text`. */
export function linesOf(text: string): string[] {
  return text
    .split("\n\n")
    .filter(Boolean)
    .map((block) => block.replace(/^event: (.*)\ndata: /, "$1 "));
}
