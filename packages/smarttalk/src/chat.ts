/** Sends messages to the assistant. */

import { type CallOptions, type EventStream, openStream, type StreamOptions, unwrap } from "@parley/client";
import type { SendChatMessageEvent } from "@parley/contracts/smarttalk";
import type * as operations from "@parley/contracts/smarttalk/operations";
import * as streams from "@parley/contracts/smarttalk/streams";
import type { ClientFor } from "./client.ts";
import type { Conversation } from "./conversation.ts";
import type { ChatReply, Message } from "./schemas.ts";

/** What the user says, and where. */
export interface ChatMessage extends Conversation {
  readonly message: string;
  /** Language code, such as `en`. */
  readonly lang?: string;
  /** Earlier messages of the conversation, as the widget of the vendor sends them. */
  readonly messages?: Message[];
}

/**
 * Sends a message and waits for the whole reply (`sendChatMessage`).
 *
 * @returns `message` is missing when the platform sends the reply over its Socket.IO channel.
 * @throws ApiError, such as RateLimitError.
 * @example
 * const { message } = await sendChatMessage(client, { ...conversation, message: "Where is my parcel?" });
 */
export function sendChatMessage(
  client: ClientFor<typeof operations.sendChatMessage>,
  message: ChatMessage,
  options?: CallOptions,
): Promise<ChatReply> {
  return unwrap(client.POST("/api/chat", { ...options, body: message }));
}

/**
 * Sends a message and reads the reply while it is written (`sendChatMessage` with `stream`).
 *
 * Read the stream with `for await`, or whole with `readReply`. It cannot be resumed: after a cut, `syncChatHistory`
 * tells what the assistant said.
 *
 * @param message - `includeTokens: false` leaves the pieces of the text out.
 * @throws ApiError, such as RateLimitError; while reading StreamFailedError and StreamEndedEarlyError, both with the
 * events that came before.
 * @example
 * const stream = await streamChatMessage(client, { ...conversation, message: "Where is my parcel?" });
 */
export function streamChatMessage(
  client: ClientFor<typeof operations.sendChatMessage>,
  message: ChatMessage & { readonly includeTokens?: boolean },
  options?: StreamOptions,
): Promise<EventStream<SendChatMessageEvent>> {
  return openStream(client, "post", "/api/chat", streams.sendChatMessage, {
    ...options,
    body: message,
  });
}
