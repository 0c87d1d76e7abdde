/** The event stream of a task: stored messages, what the turn has brought so far, and what happens from now on. */

import { type EventStream, openFiltered, type StreamOptions } from "@parley/client";
import { streamTask as contract } from "@parley/contracts/xyz/streams";
import { type TaskEvent, taskFilter } from "./task-filter.ts";
import type { Xyz } from "./xyz.ts";

export type { PhasedEvent, TaskEvent, TaskPhase } from "./task-filter.ts";

/** Events of a task, to be read once. */
export type TaskStream = EventStream<TaskEvent>;

/** Options of {@link streamTask}. */
export type StreamTaskOptions = StreamOptions;

/**
 * Opens the stream of a task (`streamTask`): reads the conversation so far and the running reply.
 *
 * A cut stream is opened again. The platform then replays everything; what was delivered before is left out, text to
 * the character, so that the events read as if nothing had happened. If the turn ended meanwhile, its rest is made from
 * the stored reply. Reading ends after `done`, or after `history_done` if the task is idle.
 *
 * @throws ApiError, AbortError, TimeoutError, ConnectionError, ProtocolError, TokenError. While it is read:
 * StreamFailedError for the event `error`, and with the code `no_reply` when the turn ended without a reply while the
 * stream was cut; StreamEndedEarlyError when it cannot be opened again.
 * @example
 * for await (const event of await streamTask(xyz, id)) {
 *   if (event.type === "content") process.stdout.write(event.data.text);
 * }
 */
export function streamTask(xyz: Xyz, id: string, options: StreamTaskOptions = {}): Promise<TaskStream> {
  return openFiltered(xyz, {
    method: "get",
    path: "/api/v1/tasks/{id}/stream",
    contract,
    filter: taskFilter,
    init: { ...options, params: { path: { id } } },
  }) as Promise<TaskStream>; // unknown events are part of every stream
}
