/** How AI SmartTalk tells of a reply: events of its streams, made of what the agent does. */

import type { EventOf } from "@parley/server";
import type { ErrorEvent } from "../../core/agent/index.ts";
import type { Dialect, RunEnd } from "../../core/run/index.ts";
import type { contract } from "../contract.ts";
import type { ReplyEvent } from "./reply.ts";

/** An event of a chat stream. */
export type ChatEvent = EventOf<typeof contract, "sendChatMessage">;

/** What has been told so far. */
export interface ChatState {
  readonly hasStarted: boolean;
  /** What went wrong, where the agent has said so. */
  readonly error?: ErrorEvent;
}

/** What the contract calls the errors of agents; others have no name of their own there. */
const codes: Readonly<Record<string, string>> = {
  contact_blocked: "BANNED",
  upstream_rate_limited: "RATE_LIMITED",
};

/** The last event of a reply that failed. */
function toErrorEvent({ error }: ChatState, end: Pick<RunEnd, "error">) {
  const code = error?.code ?? end.error?.code ?? "";
  const message = error?.message ?? end.error?.message ?? "The reply was stopped";
  const fallback = error?.status === 429 ? "RATE_LIMITED" : "UNAVAILABLE";
  return { type: "error", data: { type: "error", message, code: codes[code] ?? fallback } } as const;
}

/** Tells a reply as text. */
export function chatDialect({
  includesTokens,
}: {
  readonly includesTokens: boolean;
}): Dialect<ChatState, ReplyEvent, ChatEvent> {
  return {
    start: () => ({ hasStarted: false }),
    step: (state, { event }) => {
      if (event.type === "history_end") return { state, events: [] };
      const started: ChatEvent[] = state.hasStarted ? [] : [{ type: "stream_start", data: { type: "stream_start" } }];
      const next = { ...state, hasStarted: true, ...(event.type === "error" && { error: event }) };
      return { state: next, events: [...started, ...tell(next, event, includesTokens)] };
    },
  };
}

/** What one event of a reply comes to, after `stream_start`. */
export function tell(state: ChatState, event: ReplyEvent | RunEnd, includesTokens: boolean): readonly ChatEvent[] {
  switch (event.type) {
    case "text_delta":
      return includesTokens ? [{ type: "token", data: { type: "token", text: event.text } }] : [];
    case "tool_call":
      return [{ type: "tool_start", data: { type: "tool_start", name: event.toolName } }];
    case "tool_result":
      return [{ type: "tool_end", data: { type: "tool_end", name: event.toolName } }];
    case "done":
      return [{ type: "agent_response", data: { type: "agent_response", text: event.text } }];
    case "run_end":
      if (event.status !== "done") return [toErrorEvent(state, event)];
      return [{ type: "stream_end", data: { type: "stream_end" } }];
    default:
      return [];
  }
}
