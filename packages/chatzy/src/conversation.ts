/** A conversation with an agent: opened or taken up again, then one reply for each message. */

import { UsageError, unwrap } from "@parley/client";
import type { Chatzy, RequestOptions } from "./chatzy.ts";
import { type MessageDocument, writeDocuments } from "./documents.ts";
import { type HistoryMessage, type HistoryOptions, listMessages } from "./history.ts";
import type { RecoveryOptions } from "./recovery.ts";
import { createReply, type Reply, type ReplyOptions } from "./reply.ts";

/** The channel that a message comes from. */
export type ConversationType = "whatsapp" | "website" | "instagram" | "messenger";

/** The greeting of an agent. */
export interface IntroductoryMessage {
  readonly content: string;
  /** Labels of quick replies. */
  readonly buttons: readonly string[];
}

/** A message as it was stored. */
export interface StoredMessage {
  readonly id: string;
  /** ISO 8601. */
  readonly createdAt: string;
}

/** Options of sending a message. */
export interface SendOptions extends ReplyOptions {
  /** At most 5, each from `uploadDocument`. */
  readonly documents?: readonly MessageDocument[];
  /** The key that the clips of this message were transcribed with. */
  readonly clientMessageKey?: string;
  readonly conversationType?: ConversationType;
  /** Your own id of the user; one that the platform does not know becomes a new contact. */
  readonly userId?: string;
  /** Ids of the WhatsApp messages to tie to this one. */
  readonly waMessageIds?: readonly string[];
}

/** The reply to a message that was sent. */
export interface SentReply extends Reply {
  readonly userMessage: StoredMessage;
  /** The greeting as it was stored, with the first message of a conversation. */
  readonly introductoryMessage: StoredMessage | undefined;
}

/** A conversation; it keeps no state, so several may stand for the same one. */
export interface Conversation {
  readonly chatbotId: string;
  /** Keep it: it is the only way back to the conversation. */
  readonly conversationId: string;
  /** The greeting, if the agent has one and the conversation is new. */
  readonly introductoryMessage: IntroductoryMessage | undefined;
  /**
   * Sends a message; resolves when it is stored, and the reply is then read from what it gives, within one minute or
   * after a search.
   *
   * @throws UsageError `too_many_documents`; ApiError, AbortError, TimeoutError, ConnectionError.
   */
  send(text: string, options?: SendOptions): Promise<SentReply>;
  /** The reply to the newest message, for a page that was reloaded while the agent was at work. */
  resumeReply(options?: ReplyOptions): Reply;
  /** All messages, page by page as they are needed; see `listMessages`. */
  history(options?: HistoryOptions): AsyncIterable<HistoryMessage>;
}

/** Options of {@link startConversation}. */
export interface StartOptions extends RequestOptions {
  /** Id of the agent. */
  readonly chatbotId: string;
  /** How long a reply is looked for when its stream drops. */
  readonly recovery?: RecoveryOptions;
}

/** Options of {@link resumeConversation}. */
export interface ResumeOptions extends Pick<StartOptions, "chatbotId" | "recovery"> {
  readonly conversationId: string;
}

/**
 * Opens a conversation. Every call opens another one.
 *
 * @throws UsageError `agent_not_valid` or NotFoundError when there is no such agent; ApiError, AbortError,
 * TimeoutError, ConnectionError.
 * @example
 * const conversation = await startConversation(chatzy, { chatbotId });
 * const reply = await conversation.send("Hi, I'd like to plan my trip.");
 * for await (const event of reply) if (event.type === "text_delta") render(event.text);
 */
export async function startConversation(
  chatzy: Chatzy,
  { chatbotId, recovery, ...options }: StartOptions,
): Promise<Conversation> {
  const { data } = await unwrap(
    chatzy.GET("/init_conversation", { ...options, params: { query: { chatbot_id: chatbotId } } }),
  );
  if (!data.valid) {
    throw new UsageError(`The platform does not accept ${chatbotId} as the id of an agent`, {
      code: "agent_not_valid",
      operationId: "startConversation",
    });
  }
  const { conversation_id: conversationId, introductory_message: greeting } = data;
  return createConversation(
    chatzy,
    { chatbotId, conversationId, ...(recovery && { recovery }) },
    greeting?.content && greeting.switch !== false
      ? { content: greeting.content, buttons: greeting.buttons ?? [] }
      : undefined,
  );
}

/** Takes a conversation up again by its id; nothing is sent. */
export function resumeConversation(chatzy: Chatzy, options: ResumeOptions): Conversation {
  return createConversation(chatzy, options, undefined);
}

function createConversation(
  chatzy: Chatzy,
  { chatbotId, conversationId, recovery = {} }: ResumeOptions,
  introductoryMessage: IntroductoryMessage | undefined,
): Conversation {
  const source = { chatzy, conversationId, recovery };
  return {
    chatbotId,
    conversationId,
    introductoryMessage,
    send: async (text, sendOptions = {}) => {
      const { documents = [], clientMessageKey, conversationType, userId, waMessageIds, ...options } = sendOptions;
      const { idleTimeout: _idleTimeout, ...requestOptions } = options;
      const { data } = await unwrap(
        chatzy.POST("/get_inference", {
          ...requestOptions,
          body: {
            chatbot_id: chatbotId,
            conversation_id: conversationId,
            messages: { role: "user", content: text },
            ...(documents.length > 0 && { documents: writeDocuments(documents) }),
            ...(clientMessageKey !== undefined && { client_message_key: clientMessageKey }),
            ...(conversationType && { conversation_type: conversationType }),
            ...(userId !== undefined && { user_id: userId }),
            ...(waMessageIds && { wa_message_ids: [...waMessageIds] }),
          },
        }),
      );
      const { user_message: stored, introductory_message: greeting } = data;
      const userMessage = { id: stored.user_message_id, createdAt: stored.created_at };
      return {
        ...createReply({ ...source, token: data.temp_token, userMessageId: userMessage.id, options }),
        userMessage,
        introductoryMessage: greeting && { id: greeting.assistant_message_id, createdAt: greeting.created_at },
      };
    },
    resumeReply: (options = {}) => createReply({ ...source, token: undefined, userMessageId: undefined, options }),
    history: (options = {}) => listMessages(chatzy, { ...options, conversationId }),
  };
}

/**
 * Stores a message that was shown to a silent visitor, so that the agent knows of it. While the agent is at work the
 * platform drops it without a word. In an iframe use `iframeBridge` instead, which has the iframe make this call.
 *
 * @throws ApiError, AbortError, TimeoutError, ConnectionError.
 */
export async function insertNudge(
  chatzy: Chatzy,
  {
    conversationId,
    message,
    ...options
  }: RequestOptions & { readonly conversationId: string; readonly message: string },
): Promise<void> {
  await unwrap(
    chatzy.POST("/insert_nudge_message", {
      ...options,
      body: { conversation_id: conversationId, nudge_message: message },
    }),
  );
}
