/** What happens while an agent works, said once for all platforms; the dialect of a platform makes its own words of it. */

import type { Json, JsonObject } from "./json.ts";

/**
 * Why a turn failed.
 *
 * The first group is about the agent and its model, the second about who asks, the third is what a model upstream did.
 */
export type AgentErrorCode =
  | "agent_failed"
  | "cancelled"
  | "context_overflow"
  | "no_ending"
  | "requested"
  | "speech_failed"
  | "speech_not_understood"
  | "too_many_steps"
  | "contact_blocked"
  | "contact_paused"
  | "no_message"
  | UpstreamErrorCode;

/** What was wrong with a model upstream. */
export type UpstreamErrorCode =
  | "upstream_bad_answer"
  | "upstream_credentials"
  | "upstream_cut"
  | "upstream_empty"
  | "upstream_filtered"
  | "upstream_malformed_tool_call"
  | "upstream_not_a_stream"
  | "upstream_rate_limited"
  | "upstream_redirect"
  | "upstream_refused"
  | "upstream_reported"
  | "upstream_timeout"
  | "upstream_too_long"
  | "upstream_unavailable"
  | "upstream_unreachable";

/** Where the window of a model was full. */
export type OverflowStage = "request" | "reply" | "tool_call";

/** The turn failed; nothing follows. */
export interface ErrorEvent {
  readonly type: "error";
  readonly code: AgentErrorCode;
  /** For people; never has a secret, nor what an upstream wrote. */
  readonly message: string;
  /** The HTTP status that says the same, where one does. */
  readonly status?: number;
  /** Seconds after which another try makes sense. */
  readonly retryAfter?: number;
  /** With `context_overflow`. */
  readonly stage?: OverflowStage;
}

/** The turn is complete; nothing follows. */
export interface DoneEvent {
  readonly type: "done";
  /** The whole reply: every piece of text of the turn together. */
  readonly text: string;
  readonly usage?: { readonly inputTokens: number; readonly outputTokens: number };
}

/** How somebody answered an approval request. */
export type ApprovalOutcome = "approve" | "approve_always" | "edit" | "refuse";

/**
 * An event of a turn. A turn is `run_start`, then anything in any order, then exactly one of `done` and `error`.
 *
 * @example
 * const event: AgentEvent = { type: "text_delta", text: "Good " };
 */
export type AgentEvent =
  | { readonly type: "run_start" }
  /** What the agent is busy with, before or between its words. */
  | { readonly type: "status"; readonly status: "connecting" | "processing" | "retrying"; readonly message?: string }
  /** How the visitor asked to be served: a named speed, or the text in one piece. For who paces, not for the wire. */
  | { readonly type: "pacing"; readonly preset?: string; readonly pieces?: "whole" }
  /** What was understood of speech. */
  | { readonly type: "transcription"; readonly text: string }
  | { readonly type: "thought"; readonly subject: string; readonly description: string }
  /** Text to append as it is; leading spaces belong to it. */
  | { readonly type: "text_delta"; readonly text: string }
  /** A stretch of text is complete; `text` has all of it. Another one may follow, after a tool for instance. */
  | { readonly type: "text_end"; readonly text: string }
  /** A tool waits for a person. Either an `approval_decision` follows, or the turn ends. */
  | {
      readonly type: "approval_request";
      readonly callId: string;
      readonly toolName: string;
      readonly arguments: JsonObject;
    }
  | {
      readonly type: "approval_decision";
      readonly callId: string;
      readonly toolName: string;
      readonly outcome: ApprovalOutcome;
    }
  /** A tool begins to run, with these arguments: after an `edit`, those of the person. */
  | { readonly type: "tool_call"; readonly callId: string; readonly toolName: string; readonly arguments: JsonObject }
  /** A tool is finished; `cancelled` is one that a person refused, which never began. */
  | {
      readonly type: "tool_result";
      readonly callId: string;
      readonly toolName: string;
      readonly status: "success" | "error" | "cancelled";
      readonly output: Json;
    }
  | {
      readonly type: "subagent_start";
      readonly agentName: string;
      readonly displayName: string;
      readonly description: string;
      readonly objective: string;
    }
  | { readonly type: "subagent_thought"; readonly agentName: string; readonly text: string }
  | {
      readonly type: "subagent_tool";
      readonly agentName: string;
      readonly toolName: string;
      readonly status: "start" | "end";
      readonly output?: Json;
    }
  | {
      readonly type: "subagent_end";
      readonly agentName: string;
      readonly reason: "goal" | "failed" | "cancelled";
      readonly result: Json;
    }
  /** A file that the agent made; `path` is relative, with slashes. */
  | {
      readonly type: "artifact";
      readonly path: string;
      readonly mediaType: string;
      readonly category: string;
      readonly text: string;
    }
  /** The reply is being spoken. */
  | { readonly type: "speech_start" }
  /** The spoken reply, whole, in base64. */
  | { readonly type: "speech_end"; readonly mediaType: string; readonly audio: string }
  | ErrorEvent
  | DoneEvent;

/** Name of an event. */
export type AgentEventType = AgentEvent["type"];

/** Whether nothing follows this event. */
export function isTerminal(event: AgentEvent): event is DoneEvent | ErrorEvent {
  return event.type === "done" || event.type === "error";
}
