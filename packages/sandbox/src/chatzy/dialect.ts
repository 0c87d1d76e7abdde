/** How Chatzy AI tells of a reply: pieces of text as JSON, everything else as bare words. */

import type { EventOf } from "@parley/server";
import type { AgentEvent, ErrorEvent } from "../core/agent/index.ts";
import type { Dialect } from "../core/run/index.ts";
import type { contract } from "./contract.ts";
import type { AgentRecord } from "./records.ts";

/** An event of the reply stream. */
export type ReplyEvent = EventOf<typeof contract, "streamReply">;

/** What has to be known of a reply to tell of its next event. */
export interface ReplyState {
  /** Text that waits until the reply is complete; absent where it comes in pieces. */
  readonly held?: string;
  readonly error?: ErrorEvent;
}

/** Makes the dialect of one reply of an agent; the log has those to other messages of the conversation too. */
export function createReplyDialect(
  agent: Pick<AgentRecord, "isStreaming" | "endWord">,
  runId: string,
): Dialect<ReplyState, AgentEvent, ReplyEvent> {
  return {
    start: () => (agent.isStreaming ? {} : { held: "" }),
    step: (state, { event, run }) => {
      if (run !== runId) return { state, events: [] };
      switch (event.type) {
        case "text_delta":
          if (state.held !== undefined) return { state: { ...state, held: state.held + event.text }, events: [] };
          return { state, events: textOf(event.text) };
        case "pacing":
          return { state: event.pieces === "whole" ? { held: "", ...state } : state, events: [] };
        case "tool_call":
          return { state, events: [{ type: "call_again", data: "call_again" }] };
        case "error":
          return { state: { ...state, error: event }, events: [] };
        case "run_end":
          return { state, events: [...textOf(state.held ?? ""), endOf(agent.endWord, state.error, event)] };
        default:
          return { state, events: [] };
      }
    },
  };
}

function textOf(content: string): ReplyEvent[] {
  return content === "" ? [] : [{ type: "content", data: { content } }];
}

/** The last word of a reply. */
function endOf(
  endWord: AgentRecord["endWord"],
  error: ErrorEvent | undefined,
  { status, error: failure }: { readonly status: string; readonly error?: { readonly message: string } },
): ReplyEvent {
  if (status === "done")
    return endWord === "done_marker" ? { type: endWord, data: "[DONE]" } : { type: endWord, data: endWord };
  switch (error?.code) {
    case "contact_blocked":
      return { type: "blacklisted", data: "[BLACKLISTED]" };
    case "contact_paused":
      return { type: "frozen", data: "[FROZEN]" };
    case "no_message":
      return { type: "no_message_found", data: "no_message_found" };
    case "context_overflow":
      return overflowOf(error);
    default:
      return { type: "error", data: `__ERROR__: ${error?.message ?? failure?.message ?? "The reply was cancelled."}` };
  }
}

/** Where the window of the model was full. */
function overflowOf({ stage = "request" }: ErrorEvent): ReplyEvent {
  switch (stage) {
    case "reply":
      return { type: "close_connection_incomplete_content", data: "close_connection_incomplete_content" };
    case "tool_call":
      return { type: "close_connection_incomplete_tool_calls", data: "close_connection_incomplete_tool_calls" };
    case "request":
      return { type: "close_connection_incomplete_request", data: "close_connection_incomplete_request" };
  }
}
