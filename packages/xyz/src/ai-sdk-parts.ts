/** The events of a task as parts of a message of the AI SDK. */

import { StreamFailedError, type UnknownEvent } from "@parley/client";
import { type ChatMessage, type ReplyPart, toolError, toolInput, toolOutput } from "@parley/client/ai-sdk";
import type { Message, Thought } from "./schemas.ts";
import type { TaskEvent } from "./task-stream.ts";

type Parts = Generator<ReplyPart, void, undefined>;

/**
 * Reads the events of a turn, after the history. It ends where a call waits for a decision.
 *
 * @param decided - Ids of the calls that have been decided about.
 */
export async function* readTurn(
  events: AsyncIterable<TaskEvent | UnknownEvent>,
  decided: ReadonlySet<string> = new Set(),
): AsyncGenerator<ReplyPart, void, undefined> {
  const tools = createToolWriter();
  let text = "";
  for await (const { type, data } of events) {
    if (type === "content") {
      text += data.text;
      if (data.text) yield { type: "text", text: data.text };
    } else if (type === "thought") yield writeThought(data);
    else if (type === "tool_call") {
      yield* tools.call(data);
      if (data.status !== "awaiting_approval" || decided.has(data.callId)) continue;
      yield { type: "tool-approval-request", approvalId: data.callId, toolCallId: data.callId };
      return;
    } else if (type === "tool_result") yield* tools.result(data);
    else if (type === "subagent_start") yield* tools.startAgent(data);
    else if (type === "subagent_thought") yield { type: "reasoning", text: data.text };
    else if (type === "subagent_tool") yield* tools.useInAgent(data);
    else if (type === "subagent_end") yield* tools.endAgent(data);
    else if (type === "done" && data.finalResponse.startsWith(text) && data.finalResponse !== text) {
      yield { type: "text", text: data.finalResponse.slice(text.length) };
    }
  }
}

/**
 * Reads a stored reply.
 *
 * @throws StreamFailedError `no_reply` when the message is none.
 */
export async function* readStored(message: Message | undefined): AsyncGenerator<ReplyPart, void, undefined> {
  if (message?.role !== "assistant") {
    const options = { code: "no_reply", operationId: "streamTask", data: undefined, partial: [] };
    throw new StreamFailedError("The task is idle, and its last message has no reply", options);
  }
  const tools = createToolWriter();
  for (const thought of message.thoughts ?? []) yield writeThought(thought);
  for (const { args = {}, output = null, ...call } of message.toolCalls ?? []) {
    yield* tools.call({ ...call, args });
    yield* tools.result({ ...call, output });
  }
  if (message.content) yield { type: "text", text: message.content };
}

/** The decisions of the user that the message holds, by the id of the call. */
export function readApprovals({ parts }: ChatMessage): ReadonlyMap<string, boolean> {
  return new Map(
    parts.flatMap((part) =>
      part.state === "approval-responded" && part.toolCallId !== undefined
        ? [[part.toolCallId, part.approval?.approved === true] as const]
        : [],
    ),
  );
}

/** Ids of the calls that the message has, none of which waits any more when it is sent. */
export function readCalls({ parts }: ChatMessage): ReadonlySet<string> {
  return new Set(parts.flatMap(({ toolCallId }) => (toolCallId === undefined ? [] : [toolCallId])));
}

/** Leaves out what the message has, because the platform tells the turn from its beginning. */
export async function* dropKnown(
  parts: AsyncIterable<ReplyPart>,
  message: ChatMessage,
): AsyncGenerator<ReplyPart, void, undefined> {
  let knownText = message.parts.reduce(
    (length, part) => length + (part.type === "text" ? (part.text?.length ?? 0) : 0),
    0,
  );
  let knownThoughts = message.parts.filter(({ type }) => type === "reasoning").length;
  const calls = new Map(
    message.parts.flatMap((part) => (part.toolCallId !== undefined ? [[part.toolCallId, part.state] as const] : [])),
  );
  for await (const part of parts) {
    if (part.type === "text") {
      const text = part.text.slice(knownText);
      knownText -= part.text.length - text.length;
      if (text) yield { type: "text", text };
    } else if (part.type === "reasoning") {
      knownThoughts -= 1;
      if (knownThoughts < 0) yield part;
    } else if (part.type === "tool-input-available") {
      if (!calls.has(part.toolCallId)) yield part;
    } else if (part.type === "reset-step") yield part;
    else if (!calls.get(part.toolCallId)?.startsWith("output-")) yield part;
  }
}

function writeThought({ subject, description }: Thought): ReplyPart {
  return { type: "reasoning", text: [subject, description].filter(Boolean).join("\n\n") };
}

type Data<Name extends TaskEvent["type"]> = Extract<TaskEvent, { type: Name }>["data"];

interface ToolWriter {
  call(call: Data<"tool_call">): Parts;
  result(result: Data<"tool_result">): Parts;
  startAgent(agent: Data<"subagent_start">): Parts;
  useInAgent(use: Data<"subagent_tool">): Parts;
  endAgent(end: Data<"subagent_end">): Parts;
}

/** Writes calls, each with one input before its output, whichever events come. */
function createToolWriter(): ToolWriter {
  const known = new Set<string>();
  /** Agents work one after the other and have no ids, nor do their calls; the order gives them some. */
  let agents = 0;
  let uses = 0;
  /** Ids of the calls of sub-agents that have not ended, by the name of the tool. */
  const running = new Map<string, string[]>();

  function* begin(toolCallId: string, toolName: string, input: unknown, title?: string): Parts {
    if (known.has(toolCallId)) return;
    known.add(toolCallId);
    yield toolInput({ toolCallId, toolName, input, ...(title !== undefined && { title }) });
  }

  return {
    call: ({ callId, toolName, args }) => begin(callId, toolName, args),
    *result({ callId, status, output }) {
      yield* begin(callId, "tool", {});
      if (status === "cancelled") yield { type: "tool-output-denied", toolCallId: callId };
      else if (status === "error")
        yield toolError(callId, typeof output === "string" ? output : JSON.stringify(output));
      else yield toolOutput(callId, output);
    },
    *startAgent({ agentName, displayName, objective }) {
      agents += 1;
      yield* begin(`agent-${agents}`, agentName, { objective }, displayName);
    },
    *useInAgent({ status, toolName, output = null }) {
      const waiting = running.get(toolName) ?? [];
      const isEnd = status === "end";
      const started = isEnd ? waiting.shift() : undefined;
      if (started === undefined) uses += 1;
      const id = started ?? `agent-${agents}-tool-${uses}`;
      yield* begin(id, toolName, {});
      if (isEnd) yield toolOutput(id, output);
      else running.set(toolName, [...waiting, id]);
    },
    *endAgent({ agentName, result }) {
      yield* begin(`agent-${agents}`, agentName, {});
      yield toolOutput(`agent-${agents}`, result);
    },
  };
}
