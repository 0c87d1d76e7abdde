/** What is delivered of the stream of a task, and which part of it that is: a step from data to data. */

import type { StreamFilter, UnknownEvent } from "@parley/client";
import type { StreamTaskEvent } from "@parley/contracts/xyz";
import { firstReplay, type ReplayState, replayAgain, stepReplay } from "./task-replay.ts";

/**
 * Part of the stream that an event belongs to: stored messages (`history`), what this turn brought before (`catch-up`),
 * what happens now (`live`).
 */
export type TaskPhase = "history" | "catch-up" | "live";

/** One event of a task with the part of the stream that it belongs to. */
export interface PhasedEvent<Type, Data> {
  readonly type: Type;
  readonly data: Data;
  readonly phase: TaskPhase;
}

/** Names the phased form of each event, so that editors show names and not members. */
type Phased<Event> = Event extends { type: infer Type; data: infer Data } ? PhasedEvent<Type, Data> : never;

/** One event of a task, by `type`, as the contract has it. */
export type TaskEvent = Phased<StreamTaskEvent>;

type Incoming = StreamTaskEvent | UnknownEvent;

/** What is known of a stream. */
export interface TaskState {
  readonly replay: ReplayState;
  readonly isLive: boolean;
  /** Whether the history said that nothing follows. */
  readonly mayEnd: boolean;
}

/**
 * The wire does not mark where catch-up ends. It comes in one go, so the first event that the reader had to wait for by
 * this many milliseconds is taken for the first live one; that is our reading, the vendor does not say it.
 */
const catchUpPause = 20;

/** Decides what of each event is delivered, through all connections. */
export const taskFilter: StreamFilter<TaskState, Incoming, TaskEvent | UnknownEvent> = {
  initial: { replay: firstReplay, isLive: false, mayEnd: false },
  reconnect: ({ replay }) => ({ replay: replayAgain(replay), isLive: false, mayEnd: false }),
  // The grammar lets a stream end after history_done, whatever it announced.
  mayEnd: ({ mayEnd }) => mayEnd,
  step(state, { event: incoming, waited }) {
    const event = unwrapToolCall(incoming);
    const isDone = event.type === "history_done";
    const isLive = !isDone && (state.isLive || waited >= catchUpPause);
    const mayEnd = isDone ? !event.data.isStreaming : state.mayEnd;
    const { state: replay, events } = stepReplay(state.replay, event, isLive);
    const last = events.findIndex(({ type }) => type === "done");
    return {
      state: { replay, isLive, mayEnd },
      events: events
        .slice(0, last < 0 ? events.length : last + 1)
        .map((fresh) => (fresh.type === "unknown" ? fresh : phased(fresh, isLive))),
      isEnd: last >= 0,
    };
  },
};

function phased(event: StreamTaskEvent, isLive: boolean): TaskEvent {
  return { ...event, phase: phaseOf(event, isLive) } as TaskEvent; // the data still is that of the type
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
