/** What an agent is given and what it gives. */

import type { Clock } from "@parley/clock";
import type { AgentEvent, ApprovalOutcome } from "./event.ts";
import type { JsonObject } from "./json.ts";
import type { Tool } from "./tool.ts";

/** One message of the conversation so far. */
export interface Turn {
  readonly role: "visitor" | "agent";
  readonly text: string;
}

/** A file that the visitor has uploaded. */
export interface AgentDocument {
  readonly name: string;
  readonly mediaType: string;
  /** Bytes. */
  readonly size?: number;
  /** What stands in it, where that could be read. */
  readonly text?: string;
}

/** What the platform knows besides the conversation. */
export interface AgentContext {
  /** Uploaded with this message or before. */
  readonly documents?: readonly AgentDocument[];
  /** What the operator tells the agent to do, in words. */
  readonly instructions?: string;
  /** Values for `{{mcp.KEY}}` that may be seen. */
  readonly env?: Readonly<Record<string, string>>;
  /** Values for `{{mcp.KEY}}` that may not; one of the same name wins over `env`. */
  readonly secrets?: Readonly<Record<string, string>>;
}

/** A tool call that waits for a person. */
export interface ApprovalRequest {
  readonly callId: string;
  readonly toolName: string;
  readonly arguments: JsonObject;
}

/** What the person said; `arguments` with `edit`. */
export interface ApprovalDecision {
  readonly outcome: ApprovalOutcome;
  readonly arguments?: JsonObject;
}

/** All that an agent has to go by. */
export interface AgentInput {
  /** The messages before this one, oldest first. */
  readonly history: readonly Turn[];
  /** What the visitor says now; empty when only files were sent. */
  readonly message: string;
  readonly context?: AgentContext;
  /** What the agent may use; by default nothing. */
  readonly tools?: readonly Tool[];
  /** What the visitor speaks as far as the platform knows, such as `pl` or `pl-PL`. The message itself has more say. */
  readonly language?: string;
  readonly clock: Clock;
  /** A number from 0 up to 1, as `Math.random` gives them. */
  readonly random: () => number;
  /** Asks a person; where this is missing, tools run without being asked for. Rejects when the turn is cancelled. */
  readonly waitForApproval?: (request: ApprovalRequest) => Promise<ApprovalDecision>;
  /** Cancels the turn. */
  readonly signal: AbortSignal;
}

/** Answers one message. The same input, time and chance give the same events. */
export type Agent = (input: AgentInput) => AsyncIterable<AgentEvent>;
