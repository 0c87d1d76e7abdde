/** Reads what was said in a conversation (`listConversationMessages`). */

import { unwrap } from "@parley/client";
import { camelKeys } from "./camel-keys.ts";
import type { Chatzy, RequestOptions } from "./chatzy.ts";
import { type PageOptions, readOffsetPages } from "./pages.ts";

/** A message of the history. The vendor documents no members, so none is sure to be there, and others may be. */
export interface HistoryMessage {
  messageId?: string;
  /** `user`, or `assistant` for the agent. */
  role?: string;
  content?: string;
  /** ISO 8601. */
  createdAt?: string;
  /** Place in the conversation, counted upwards. */
  messageOrder?: number;
  [member: string]: unknown;
}

/** Options of {@link listMessages}. */
export interface HistoryOptions extends PageOptions, RequestOptions {}

/**
 * Gives all messages of a conversation, page by page as they are needed, in the order of the platform.
 *
 * A conversation that is held in an authorised iframe needs the credential `iframeToken`.
 *
 * @throws ApiError, AbortError, TimeoutError, ConnectionError; ProtocolError `endless_pages`.
 * @example
 * for await (const { role, content } of listMessages(chatzy, { conversationId })) console.log(role, content);
 */
export function listMessages(
  chatzy: Chatzy,
  { conversationId, pageSize, offset, ...options }: HistoryOptions & { readonly conversationId: string },
): AsyncGenerator<HistoryMessage, void, undefined> {
  return readOffsetPages({
    operationId: "listConversationMessages",
    keyOf: ({ messageId }) => messageId,
    pageSize,
    offset,
    readPage: async (page) => {
      const query = { conversation_id: conversationId, ...page };
      const { data } = await unwrap(chatzy.GET("/get_messages_for_conversation", { ...options, params: { query } }));
      return { items: data.messages.map(camelKeys) };
    },
  });
}

/**
 * Finds the reply to a user message: what the agent said between it and the next one.
 *
 * @param userMessageId - Without it, or where the history does not have it, the newest user message is taken.
 */
export function findStoredReply(
  history: readonly HistoryMessage[],
  userMessageId: string | undefined,
): { readonly text: string; readonly id: string | undefined } | undefined {
  const messages = inOrder(history);
  const known = messages.findIndex(({ messageId }) => messageId !== undefined && messageId === userMessageId);
  const asked = known < 0 ? messages.findLastIndex(isUser) : known;
  const next = messages.findIndex((message, index) => index > asked && isUser(message));
  const replies = messages.slice(asked + 1, next < 0 ? undefined : next).filter(({ content }) => content);
  if (asked < 0 || replies.length === 0) return undefined;
  // A reply with a tool call in it may be stored in parts.
  return { text: replies.map(({ content }) => content).join("\n\n"), id: replies.at(-1)?.messageId };
}

function isUser({ role }: HistoryMessage): boolean {
  return role === "user";
}

/** Oldest first, as far as the messages say it; the vendor does not state the order of the history. */
function inOrder(history: readonly HistoryMessage[]): readonly HistoryMessage[] {
  const places = [
    ({ messageOrder }: HistoryMessage) => messageOrder ?? Number.NaN,
    ({ createdAt }: HistoryMessage) => Date.parse(createdAt ?? ""),
  ];
  const place = places.find((placeOf) => !history.map(placeOf).some(Number.isNaN));
  return place ? [...history].sort((left, right) => place(left) - place(right)) : history;
}
