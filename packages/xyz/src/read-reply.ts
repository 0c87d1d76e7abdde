/** Reads the stream of a task to its end and gives the reply. */

import { StreamFailedError, type UnknownEvent } from "@parley/client";
import type { Message, Thought, ToolCall } from "./schemas.ts";
import type { TaskEvent } from "./task-stream.ts";

/** The reply of a turn. */
export interface TaskReply {
  /** The whole text; Markdown, as we read the vendor. */
  readonly text: string;
  /** Tool calls in the order of their first mention, each with its last status and its output. */
  readonly toolCalls: readonly ToolCall[];
  readonly thoughts: readonly Thought[];
}

/**
 * Waits for the reply: that of the running turn, or the last stored one if the task is idle.
 *
 * @throws StreamFailedError, also with the code `no_reply` when the task is idle and the last message has no reply;
 * what reading the stream throws.
 * @example
 * const { text, toolCalls } = await readReply(await streamTask(xyz, id));
 */
export async function readReply(events: AsyncIterable<TaskEvent | UnknownEvent>): Promise<TaskReply> {
  let last: Message | undefined;
  let text = "";
  const thoughts: Thought[] = [];
  const toolCalls = new Map<string, ToolCall>();
  for await (const { type, data } of events) {
    if (type === "history_message") last = data;
    else if (type === "content") text += data.text;
    else if (type === "thought") thoughts.push(data);
    else if (type === "tool_call") toolCalls.set(data.callId, { ...toolCalls.get(data.callId), ...data });
    else if (type === "tool_result") {
      const call = toolCalls.get(data.callId) ?? { callId: data.callId, toolName: "" };
      toolCalls.set(data.callId, { ...call, status: data.status, output: data.output });
    } else if (type === "done") {
      return { text: data.finalResponse || text, toolCalls: [...toolCalls.values()], thoughts };
    }
  }
  if (last?.role === "assistant") {
    return { text: last.content, toolCalls: last.toolCalls ?? [], thoughts: last.thoughts ?? [] };
  }
  const options = { code: "no_reply", operationId: "streamTask", data: undefined, partial: text };
  throw new StreamFailedError("The task is idle, and its last message has no reply", options);
}
