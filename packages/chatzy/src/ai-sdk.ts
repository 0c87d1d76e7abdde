/** Chat transport for the AI SDK: `useChat` and its kin talk to Chatzy AI; nothing of `ai` is imported. */

import { unwrap } from "@parley/client";
import {
  type ChatTransport,
  type ConversationStore,
  createChatTransport,
  type ReplyPart,
  toolInput,
  toolOutput,
} from "@parley/client/ai-sdk";
import type { Chatzy } from "./chatzy.ts";
import { resumeConversation, type SendOptions, type StartOptions, startConversation } from "./conversation.ts";
import { uploadDocument } from "./documents.ts";
import type { Reply } from "./reply.ts";

export type { ChatTransport, ConversationStore } from "@parley/client/ai-sdk";

/** Options of {@link createChatzyChatTransport}. */
export interface ChatzyChatOptions
  extends Pick<StartOptions, "chatbotId" | "recovery">,
    Pick<SendOptions, "conversationType" | "userId"> {
  /** The id of the conversation by that of the chat; a `Map` by default. Without it a reload begins a new one. */
  readonly conversations?: ConversationStore<string>;
}

/**
 * Makes a chat transport. The first message of a chat opens a conversation; files of a message become its documents.
 *
 * The platform does not name the tools of the agent, so that each is a dynamic tool `tool` without input and output.
 * When the stream of a reply drops, the reply is recovered. `resumeStream` gives a reply that is being generated.
 *
 * @throws While it is used: UsageError `regenerate_not_possible`, `edit_not_possible`, `nothing_to_send`,
 * `message_without_text`, `file_not_inline`, and what `uploadDocument` and `send` of a conversation throw.
 * @example
 * const { messages, sendMessage } = useChat({ transport: createChatzyChatTransport(createChatzy(), { chatbotId }) });
 */
export function createChatzyChatTransport(
  chatzy: Chatzy,
  { chatbotId, conversations, recovery, ...sending }: ChatzyChatOptions,
): ChatTransport {
  const settings = { chatbotId, ...(recovery && { recovery }) };
  return createChatTransport<string>({
    conversations,
    send: async ({ text, files }, { conversation: conversationId, remember, options }) => {
      const documents = await Promise.all(files.map((file) => uploadDocument(chatzy, file, options)));
      const conversation =
        conversationId === undefined
          ? await startConversation(chatzy, { ...settings, ...options })
          : resumeConversation(chatzy, { ...settings, conversationId });
      if (conversationId === undefined) await remember(conversation.conversationId);
      return readParts(await conversation.send(text, { ...sending, ...options, documents }));
    },
    resume: async (conversationId, options) => {
      const query = { conversation_id: conversationId };
      const { data } = await unwrap(chatzy.GET("/get_stream_status", { ...options, params: { query } }));
      if (data.stream_status !== "is_streaming") return undefined;
      return readParts(resumeConversation(chatzy, { ...settings, conversationId }).resumeReply(options));
    },
  });
}

async function* readParts(reply: Reply): AsyncGenerator<ReplyPart, void, undefined> {
  let tools = 0;
  for await (const event of reply) {
    if (event.type === "text_delta") yield { type: "text", text: event.delta };
    if (event.type === "text_reset") yield { type: "reset-step" };
    if (event.type === "tool_start") {
      tools += 1;
      yield toolInput({ toolCallId: `tool-${tools}`, toolName: "tool", input: {} });
    }
    if (event.type === "tool_end") yield toolOutput(`tool-${tools}`, null);
  }
}
