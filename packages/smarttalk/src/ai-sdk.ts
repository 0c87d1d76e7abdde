/** Chat transport for the AI SDK: `useChat` and its kin talk to AI SmartTalk; nothing of `ai` is imported. */

import { setupOf } from "@parley/client";
import {
  type ChatTransport,
  type ConversationStore,
  createChatTransport,
  type ReplyPart,
  refuseFiles,
  toolInput,
  toolOutput,
} from "@parley/client/ai-sdk";
import type * as operations from "@parley/contracts/smarttalk/operations";
import { visitor } from "./auth.ts";
import { streamChatMessage } from "./chat.ts";
import { type ClientFor, withAuth } from "./client.ts";
import { type AdmittedConversation, createChatInstance } from "./conversation.ts";
import type { ReplyEvent } from "./reply.ts";

export type { ChatTransport, ConversationStore } from "@parley/client/ai-sdk";

/** Options of {@link createSmartTalkChatTransport}. */
export interface SmartTalkChatOptions {
  readonly chatModelId: string;
  /** Language code, such as `en`. */
  readonly lang?: string;
  /**
   * The conversation by the id of the chat; a `Map` by default, and then a reload begins a new one. What it stores is
   * plain data; the token of a visitor is in it.
   */
  readonly conversations?: ConversationStore<AdmittedConversation>;
}

/**
 * Makes a chat transport. The first message of a chat opens a conversation; an anonymous client goes on as the visitor
 * that it then is.
 *
 * A reply cannot be taken up again: `resumeStream` gives none. Of tools the platform tells the names only. Files are
 * refused, because the platform has them as attachments that it processes on its own (`uploadAttachment`).
 *
 * @throws While it is used: UsageError `regenerate_not_possible`, `edit_not_possible`, `nothing_to_send`,
 * `message_without_text`, `files_not_taken`, and what `createChatInstance` and `streamChatMessage` throw.
 * @example
 * const { messages, sendMessage } = useChat({ transport: createSmartTalkChatTransport(client, { chatModelId }) });
 */
export function createSmartTalkChatTransport(
  client: ClientFor<typeof operations.createChatInstance> & ClientFor<typeof operations.sendChatMessage>,
  { chatModelId, lang, conversations }: SmartTalkChatOptions,
): ChatTransport {
  const isAnonymous = Object.keys(setupOf(client).credentials).length === 0;
  const language = lang === undefined ? {} : { lang };
  return createChatTransport<AdmittedConversation>({
    conversations,
    send: async (message, { conversation: known, remember, options }) => {
      refuseFiles(message, "Messages of AI SmartTalk take no files; use uploadAttachment");
      const admitted = known ?? (await createChatInstance(client, { chatModelId, ...language }, options));
      if (!known) await remember(admitted);
      const { conversation, visitorToken } = admitted;
      const sender = isAnonymous && visitorToken !== undefined ? withAuth(client, visitor(visitorToken)) : client;
      const input = { ...conversation, ...language, message: message.text };
      return readParts(await streamChatMessage(sender, input, options));
    },
  });
}

async function* readParts(events: AsyncIterable<ReplyEvent>): AsyncGenerator<ReplyPart, void, undefined> {
  let text = "";
  const tools: ReplyPart[] = [];
  /** Ids of the calls that have not ended, by the name of the tool. */
  const running = new Map<string, string[]>();
  let calls = 0;

  function startTool(toolName: string): ReplyPart {
    calls += 1;
    const toolCallId = `tool-${calls}`;
    running.set(toolName, [...(running.get(toolName) ?? []), toolCallId]);
    return toolInput({ toolCallId, toolName, input: {} });
  }

  for await (const event of events) {
    if (event.type === "token" && event.data.text) {
      text += event.data.text;
      yield { type: "text", text: event.data.text };
    }
    if (event.type === "tool_start") {
      const part = startTool(event.data.name ?? "tool");
      tools.push(part);
      yield part;
    }
    if (event.type === "tool_end") {
      const toolCallId = running.get(event.data.name ?? "tool")?.shift();
      if (toolCallId === undefined) continue;
      const part = toolOutput(toolCallId, null);
      tools.push(part);
      yield part;
    }
    if (event.type === "agent_response") {
      const whole = event.data.text ?? text;
      // The whole text counts more than its pieces.
      if (!whole.startsWith(text)) {
        yield { type: "reset-step" };
        yield* tools;
        text = "";
      }
      if (whole.length > text.length) yield { type: "text", text: whole.slice(text.length) };
      text = whole;
    }
  }
}
