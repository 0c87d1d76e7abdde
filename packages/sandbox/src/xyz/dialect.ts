/** How XYZ AI tells of a run: the events of `streamTask` after `history_done`. */

import type { AgentEvent } from "../core/agent/index.ts";
import type { Dialect, RunEnd, TailItem } from "../core/run/index.ts";
import type { TaskEvent } from "./contract.ts";

/** What of a run has been told, and what waits to be. */
interface State {
  /** What was there when the reader came, brought together; told at once when all of it is known. */
  readonly caughtUp: readonly TaskEvent[];
  /** All text so far. */
  readonly text: string;
}

/** The dialect. Text that was there comes in one piece, and calls that were there come once, as they are now. */
export const taskDialect: Dialect<State, AgentEvent, TaskEvent> = {
  start: () => ({ caughtUp: [], text: "" }),
  step(state, { event, isHistory }: TailItem<AgentEvent>) {
    if (event.type === "history_end") return { state: { ...state, caughtUp: [] }, events: state.caughtUp };
    if (event.type === "run_end") return { state, events: endOf(event, state.text) };
    const text = event.type === "text_delta" ? state.text + event.text : state.text;
    const wire = toWire(event);
    if (!wire) return { state: { ...state, text }, events: [] };
    if (!isHistory) return { state: { ...state, text }, events: [wire] };
    return { state: { text, caughtUp: bringTogether(state.caughtUp, wire) }, events: [] };
  },
};

/** The event of the wire for one of an agent, where there is one. */
function toWire(event: AgentEvent): TaskEvent | undefined {
  switch (event.type) {
    case "status": {
      const { status, message } = event;
      return { type: "status", data: { status, ...(message !== undefined && { message }) } };
    }
    case "thought":
      return { type: "thought", data: { subject: event.subject, description: event.description } };
    case "text_delta":
      return { type: "content", data: { text: event.text, isPartial: true } };
    case "approval_request":
    case "tool_call": {
      const { callId, toolName, arguments: args } = event;
      const status = event.type === "tool_call" ? "executing" : "awaiting_approval";
      return { type: "tool_call", data: { callId, toolName, status, args: { ...args } } };
    }
    case "tool_result": {
      const { callId, status, output } = event;
      return { type: "tool_result", data: { callId, status, output } };
    }
    case "subagent_start": {
      const { type, ...data } = event;
      return { type, data };
    }
    case "subagent_thought": {
      const { type, ...data } = event;
      return { type, data };
    }
    case "subagent_tool": {
      const { type, ...data } = event;
      return { type, data };
    }
    case "subagent_end": {
      const { agentName, reason, result } = event;
      return { type: "subagent_end", data: { agentName, terminateReason: reasons[reason], result } };
    }
    default:
      return undefined;
  }
}

/** `GOAL` is documented; the others are ours. */
const reasons = { goal: "GOAL", failed: "ERROR", cancelled: "ABORTED" } as const;

/** A text ends with a last piece, which is empty: nobody knew that the one before was the last one. */
function endOf({ status, error }: RunEnd, text: string): TaskEvent[] {
  switch (status) {
    case "done": {
      const closing: TaskEvent[] = text === "" ? [] : [{ type: "content", data: { text: "", isPartial: false } }];
      return [...closing, { type: "done", data: { finalResponse: text } }];
    }
    case "cancelled":
      return [{ type: "error", data: { message: "Task cancelled" } }];
    case "failed":
      return [
        {
          type: "error",
          data: { message: error?.message ?? "The task failed.", code: codeOf(error?.code ?? "work_failed") },
        },
      ];
  }
}

/** Codes of the sandbox itself are not the caller's business. */
function codeOf(code: string): string {
  return ["agent_failed", "no_ending", "work_failed", "interrupted", "world_cleared"].includes(code)
    ? "INTERNAL_ERROR"
    : code.toUpperCase();
}

/** One more event of what was there. */
function bringTogether(events: readonly TaskEvent[], event: TaskEvent): readonly TaskEvent[] {
  const last = events.at(-1);
  if (event.type === "content" && last?.type === "content") {
    const text = last.data.text + event.data.text;
    return [...events.slice(0, -1), { type: "content", data: { text, isPartial: true } }];
  }
  if (event.type === "tool_call") {
    const isKnown = events.some((one) => one.type === "tool_call" && one.data.callId === event.data.callId);
    if (isKnown) return events.map((one) => (isCall(one, event.data.callId) ? event : one));
  }
  if (event.type !== "tool_result") return [...events, event];
  const { callId, status } = event.data;
  const told = events.map((one) => (isCall(one, callId) ? { ...one, data: { ...one.data, status } } : one));
  return [...told, event];
}

function isCall(event: TaskEvent, callId: string): event is Extract<TaskEvent, { type: "tool_call" }> {
  return event.type === "tool_call" && event.data.callId === callId;
}
