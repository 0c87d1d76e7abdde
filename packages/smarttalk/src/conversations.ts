/** The earlier conversations of the signed-in user. */

import { type CallOptions, readPages, unwrap } from "@parley/client";
import type * as operations from "@parley/contracts/smarttalk/operations";
import type { ClientFor } from "./client.ts";
import type { Conversation } from "./conversation.ts";
import type { ConversationSummary } from "./schemas.ts";

/** Which conversations to list. */
export interface ConversationQuery {
  readonly chatModelId: string;
  /** Text to search for. */
  readonly q?: string;
  /** Size of a page; default 20. */
  readonly limit?: number;
}

/**
 * Lists the conversations of the signed-in user with one assistant, all pages one after the other
 * (`listChatConversations`). `break` asks for no further page.
 *
 * @throws ApiError; ProtocolError `endless_pages`.
 * @example
 * for await (const { id, title } of listChatConversations(client, { chatModelId })) console.log(id, title);
 */
export function listChatConversations(
  client: ClientFor<typeof operations.listChatConversations>,
  query: ConversationQuery,
  options?: CallOptions,
): AsyncGenerator<ConversationSummary, void, undefined> {
  return readPages({
    operationId: "listChatConversations",
    keyOf: ({ id }) => id,
    readPage: async (cursor: string | undefined) => {
      const page = await unwrap(
        client.GET("/api/chat/conversations", {
          ...options,
          params: { query: { limit: 20, ...query, ...(cursor !== undefined && { cursor }) } },
        }),
      );
      return { items: page.conversations ?? [], next: page.nextCursor ?? undefined };
    },
  });
}

/**
 * Gives a conversation another title (`renameChatConversation`).
 *
 * @throws ApiError, such as PermissionError for the conversation of somebody else.
 */
export async function renameChatConversation(
  client: ClientFor<typeof operations.renameChatConversation>,
  { chatInstanceId, chatModelId, title }: Conversation & { readonly title: string },
  options?: CallOptions,
): Promise<void> {
  const input = { params: { path: { chatInstanceId }, query: { chatModelId } }, body: { title } };
  await unwrap(client.PATCH("/api/chat/conversations/{chatInstanceId}", { ...options, ...input }));
}
