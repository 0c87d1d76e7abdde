/** Chat transport for the AI SDK: `useChat` and its kin talk to XYZ AI; nothing of `ai` is imported. */

import { type UnknownEvent, UsageError } from "@parley/client";
import {
  type ChatTransport,
  type ConversationStore,
  createChatTransport,
  type ReplyPart,
  type Turn,
} from "@parley/client/ai-sdk";
import { dropKnown, readApprovals, readCalls, readStored, readTurn } from "./ai-sdk-parts.ts";
import { approveToolCall, sendMessage } from "./messages.ts";
import type { Message } from "./schemas.ts";
import { streamTask, type TaskEvent } from "./task-stream.ts";
import { type CreateTaskInput, createTask } from "./tasks.ts";
import type { Xyz } from "./xyz.ts";

export type { ChatTransport, ConversationStore } from "@parley/client/ai-sdk";

/** Options of {@link createXyzChatTransport}; the settings are for the task that the first message starts. */
export interface XyzChatOptions
  extends Pick<CreateTaskInput, "systemPrompt" | "showInHistory" | "autoExecute" | "env" | "secrets"> {
  /** The id of the task by that of the chat; a `Map` by default. Without it a reload starts a new task. */
  readonly conversations?: ConversationStore<string>;
}

/**
 * Makes a chat transport. The first message of a chat starts a task, the others follow up; files go to its workspace.
 *
 * Thoughts are reasoning, tools and sub-agents are dynamic tools. With `autoExecute: false` the message ends where a
 * call waits; `addToolApprovalResponse` and `sendAutomaticallyWhen` with
 * `lastAssistantMessageIsCompleteWithApprovalResponses` go on. `resumeStream` gives the running turn. To stop reading
 * does not stop the task; `cancelTask` does.
 *
 * @throws While it is used: UsageError `regenerate_not_possible`, `edit_not_possible`, `nothing_to_send`,
 * `message_without_text`, `file_not_inline`, and what `createTask`, `sendMessage`, `approveToolCall` and `streamTask`
 * throw.
 * @example
 * const { messages, sendMessage } = useChat({ transport: createXyzChatTransport(xyz) });
 */
export function createXyzChatTransport(xyz: Xyz, { conversations, ...settings }: XyzChatOptions = {}): ChatTransport {
  return createChatTransport<string>({
    conversations,
    send: async ({ text: message, files }, { conversation, remember, options }) => {
      if (conversation !== undefined) {
        await sendMessage(xyz, conversation, { message, files, ...options });
        return readReply(xyz, conversation, options);
      }
      const input = { ...settings, message, files, ...options } as CreateTaskInput; // createTask refuses files with variables
      const { id } = await createTask(xyz, input);
      await remember(id);
      return readReply(xyz, id, options);
    },
    proceed: async (reply, { conversation, options }) => {
      const approvals = readApprovals(reply);
      if (conversation === undefined || approvals.size === 0) {
        throw new UsageError("There is neither a message of the user nor a decision about a tool call to send", {
          code: "nothing_to_send",
        });
      }
      for (const [callId, isApproved] of approvals) {
        await approveToolCall(xyz, conversation, {
          callId,
          outcome: isApproved ? "proceed_once" : "cancel",
          ...options,
        });
      }
      return dropKnown(await readReply(xyz, conversation, options, readCalls(reply)), reply);
    },
    resume: async (id, options) => {
      const { isStreaming, events } = await openTurn(xyz, id, options);
      return isStreaming ? readTurn(events) : undefined;
    },
  });
}

type RequestOptions = Turn<string>["options"];

/** The reply to the newest message, also if the turn has ended before its stream was opened. */
async function readReply(
  xyz: Xyz,
  id: string,
  options: RequestOptions,
  decided?: ReadonlySet<string>,
): Promise<AsyncIterable<ReplyPart>> {
  const { isStreaming, last, events } = await openTurn(xyz, id, options);
  return isStreaming ? readTurn(events, decided) : readStored(last);
}

/** A stream whose history has been read. */
interface OpenTurn {
  readonly isStreaming: boolean;
  readonly last: Message | undefined;
  /** What follows. */
  readonly events: AsyncIterable<TaskEvent | UnknownEvent>;
}

/** Reads the history away. */
async function openTurn(xyz: Xyz, id: string, options: RequestOptions): Promise<OpenTurn> {
  const stream = await streamTask(xyz, id, options);
  const events = stream[Symbol.asyncIterator]() as AsyncIterableIterator<TaskEvent | UnknownEvent>; // it goes on below
  let last: Message | undefined;
  for (let next = await events.next(); !next.done; next = await events.next()) {
    const { type, data } = next.value;
    if (type === "history_message") last = data;
    if (type !== "history_done") continue;
    if (!data.isStreaming) stream.abort();
    return { isStreaming: data.isStreaming, last, events };
  }
  return { isStreaming: false, last, events };
}
