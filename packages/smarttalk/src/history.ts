/** Reads the messages of a conversation, whole or what is new. */

import { type CallOptions, unwrap } from "@parley/client";
import type * as operations from "@parley/contracts/smarttalk/operations";
import type { ClientFor } from "./client.ts";
import type { Conversation } from "./conversation.ts";
import type { ChatHistory, ChatUser, Message } from "./schemas.ts";

/** The messages of a conversation as they were known at some time. */
export interface HistorySnapshot {
  /** From old to new. */
  readonly messages: readonly Message[];
  readonly title: string | undefined;
  /** Who the platform takes the client to be. */
  readonly user: ChatUser | undefined;
  /** Time of the platform, in ISO 8601; older servers do not tell it. */
  readonly serverTime: string | undefined;
}

/** A message that is written while the platform answers may be a little older than the time of the answer. */
const overlap = 5_000;

/**
 * Reads the messages, all of them or those since a moment (`getChatHistory`).
 *
 * @throws ApiError, such as PermissionError for the conversation of somebody else.
 */
export function getChatHistory(
  client: ClientFor<typeof operations.getChatHistory>,
  { chatInstanceId, since }: Pick<Conversation, "chatInstanceId"> & { readonly since?: Date | undefined },
  options?: CallOptions,
): Promise<ChatHistory> {
  return unwrap(
    client.GET("/api/chat/history/{chatInstanceId}", {
      ...options,
      params: { path: { chatInstanceId }, query: since ? { since: since.toISOString() } : {} },
    }),
  );
}

/**
 * Brings the messages up to date: the first time all of them, then only what came since, with an overlap of 5 seconds.
 * Messages are told apart by their ids. A server that does not tell its time is asked for everything each time.
 *
 * @param previous - What this function gave the last time.
 * @throws ApiError, such as PermissionError for the conversation of somebody else.
 * @example
 * snapshot = await syncChatHistory(client, conversation, snapshot);
 */
export async function syncChatHistory(
  client: ClientFor<typeof operations.getChatHistory>,
  { chatInstanceId }: Pick<Conversation, "chatInstanceId">,
  previous?: HistorySnapshot,
  options?: CallOptions,
): Promise<HistorySnapshot> {
  const time = Date.parse(previous?.serverTime ?? "");
  const since = Number.isNaN(time) ? undefined : new Date(time - overlap);
  const news = await getChatHistory(client, { chatInstanceId, since }, options);
  const known = since ? (previous?.messages ?? []) : [];
  return {
    messages: mergeMessages(known, news.messages ?? []),
    title: news.title ?? previous?.title,
    user: news.connectedOrAnonymousUser ?? previous?.user,
    serverTime: news.serverTime ?? previous?.serverTime,
  };
}

/** Each message once, in its newest form, from old to new. */
function mergeMessages(known: readonly Message[], news: readonly Message[]): Message[] {
  const merged = new Map([...known, ...news].map((message) => [message.id ?? JSON.stringify(message), message]));
  // A stable sort leaves messages without a time where they are.
  return [...merged.values()].sort((left, right) => {
    const difference = Date.parse(left.created_at ?? "") - Date.parse(right.created_at ?? "");
    return Number.isNaN(difference) ? 0 : difference;
  });
}
