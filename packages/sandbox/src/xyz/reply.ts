/** What a run has come to, made of the events of its log. */

import type { AgentEvent, JsonObject } from "../core/agent/index.ts";
import type { RunRecord, TailItem } from "../core/run/index.ts";
import type { Transaction } from "../core/world/index.ts";
import type { Schemas } from "./contract.ts";

/** A reply, or what there is of it. */
export interface Reply {
  readonly text: string;
  readonly thoughts: readonly Schemas["Thought"][];
  readonly toolCalls: readonly Schemas["ToolCall"][];
  /** When it last changed; absent where there is nothing. */
  readonly updatedAt?: number;
}

/** The reply before anything has happened. */
const noReply: Reply = { text: "", thoughts: [], toolCalls: [] };

/** A reply with one more event. */
function addToReply(reply: Reply, event: TailItem<AgentEvent>["event"], at: number): Reply {
  switch (event.type) {
    case "text_delta":
      return { ...reply, text: reply.text + event.text, updatedAt: at };
    case "thought": {
      const { subject, description } = event;
      return { ...reply, thoughts: [...reply.thoughts, { subject, description }], updatedAt: at };
    }
    case "approval_request":
      return withCall(reply, event.callId, { ...announce(event, "awaiting_approval") }, at);
    case "tool_call":
      return withCall(reply, event.callId, { ...announce(event, "executing") }, at);
    case "tool_result": {
      const { callId, toolName, status, output } = event;
      return withCall(reply, callId, { callId, toolName, status, output }, at);
    }
    default:
      return reply;
  }
}

function announce(
  { callId, toolName, arguments: args }: { callId: string; toolName: string; arguments: JsonObject },
  status: string,
): Schemas["ToolCall"] {
  return { callId, toolName, status, args: { ...args } };
}

function withCall(reply: Reply, callId: string, call: Schemas["ToolCall"], updatedAt: number): Reply {
  const known = reply.toolCalls.some((one) => one.callId === callId);
  const toolCalls = known
    ? reply.toolCalls.map((one) => (one.callId === callId ? { ...one, ...call } : one))
    : [...reply.toolCalls, call];
  return { ...reply, toolCalls, updatedAt };
}

/** Reads the reply of a run. */
export async function readReply(transaction: Transaction, run: RunRecord): Promise<Reply> {
  let reply = noReply;
  for (let after = 0, end = 1; after < end; ) {
    const page = await transaction.readLog(run.log, { after });
    for (const { position, value } of page.entries) {
      const { at, event } = value as unknown as Pick<TailItem<AgentEvent>, "at" | "event">; // what runs append
      reply = addToReply(reply, event, at);
      after = position;
    }
    end = page.entries.length === 0 ? after : page.end;
  }
  return reply;
}
