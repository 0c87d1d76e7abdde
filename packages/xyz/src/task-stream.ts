/** The event stream of a task: stored messages, what the turn has brought so far, and what happens from now on. */

import {
  type Clock,
  type EventStream,
  openStream,
  StreamEndedEarlyError,
  type StreamOptions,
  setupOf,
  type UnknownEvent,
} from "@parley/client";
import type { StreamTaskEvent } from "@parley/contracts/xyz";
import { streamTask as operation } from "@parley/contracts/xyz/operations";
import { streamTask as contract } from "@parley/contracts/xyz/streams";
import { createReplayFilter } from "./task-replay.ts";
import type { Xyz } from "./xyz.ts";

/**
 * Part of the stream that an event belongs to: stored messages (`history`), what this turn brought before (`catch-up`),
 * what happens now (`live`).
 */
export type TaskPhase = "history" | "catch-up" | "live";

/** One event of a task, by `type`, as the contract has it. */
export type TaskEvent = StreamTaskEvent & { readonly phase: TaskPhase };

/** Events of a task, to be read once. */
export type TaskStream = EventStream<TaskEvent>;

/** Options of {@link streamTask}. */
export type StreamTaskOptions = Omit<StreamOptions<TaskEvent>, "transform">;

/** The wire does not mark where catch-up ends; so it ends with the first pause of this many milliseconds. */
const pause = 20;

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
export async function streamTask(xyz: Xyz, id: string, options: StreamTaskOptions = {}): Promise<TaskStream> {
  const { clock } = setupOf(xyz);
  const stream = await openStream(xyz, operation, contract, {
    ...(options as StreamOptions<StreamTaskEvent>), // no option depends on the phase
    path: { id },
    transform: (events, delivered) => readTask(events, delivered, clock),
  });
  return stream as TaskStream; // readTask adds the phase
}

type Incoming = StreamTaskEvent | UnknownEvent;

async function* readTask(
  events: AsyncIterable<Incoming>,
  delivered: readonly Incoming[],
  clock: Clock,
): AsyncGenerator<TaskEvent | UnknownEvent, void, undefined> {
  const selectNew = createReplayFilter(delivered);
  let isLive = false;
  let mayEnd = false;
  let asked = clock.now();
  for await (const incoming of events) {
    const event = unwrapToolCall(incoming);
    if (clock.now() - asked >= pause) isLive = true;
    if (event.type === "history_done") {
      isLive = false;
      mayEnd = !event.data.isStreaming;
    }
    for (const fresh of selectNew(event, isLive)) {
      yield fresh.type === "unknown" ? fresh : { ...fresh, phase: phaseOf(fresh, isLive) };
      if (fresh.type === "done") return;
    }
    asked = clock.now();
  }
  // The grammar lets a stream end after history_done, whatever it announced.
  if (!mayEnd) {
    const message = `${operation.id} ended in the middle of a turn`;
    throw new StreamEndedEarlyError(message, { code: "stream_ended_early", operationId: operation.id, partial: [] });
  }
}

function phaseOf({ type }: StreamTaskEvent, isLive: boolean): TaskPhase {
  if (type.startsWith("history_")) return "history";
  return isLive ? "live" : "catch-up";
}

/** One page of the vendor prints this event as `{"type": "tool_call", "data": ...}`, perhaps without a name. */
function unwrapToolCall(event: Incoming): Incoming {
  const frame = event.type === "tool_call" || event.type === "unknown" ? readFrame(event) : undefined;
  return frame?.type === "tool_call" && frame.data ? { type: "tool_call", data: frame.data } : event;
}

type ToolCallEvent = Extract<StreamTaskEvent, { type: "tool_call" }>;

function readFrame(event: ToolCallEvent | UnknownEvent): Partial<ToolCallEvent> | undefined {
  try {
    const data: unknown = event.type === "unknown" ? JSON.parse(event.data) : event.data;
    return (data ?? undefined) as Partial<ToolCallEvent> | undefined; // looked at member by member
  } catch {
    return undefined;
  }
}
