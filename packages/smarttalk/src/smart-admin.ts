/** The assistant of the back office. */

import { type CallOptions, unwrap } from "@parley/client";
import type { components } from "@parley/contracts/smarttalk";
import type * as operations from "@parley/contracts/smarttalk/operations";
import type { ClientFor } from "./client.ts";
import { type AdmittedConversation, type Conversation, type NewConversation, readAdmission } from "./conversation.ts";
import type { ChatReply } from "./schemas.ts";

/**
 * Opens a conversation with the back-office assistant, or resumes the one with this `chatInstanceId`
 * (`createSmartAdminInstance`).
 *
 * @throws ApiError; ProtocolError `no_chat_instance`.
 */
export async function createSmartAdminInstance(
  client: ClientFor<typeof operations.createSmartAdminInstance>,
  conversation: NewConversation | Conversation,
  options?: CallOptions,
): Promise<AdmittedConversation> {
  const { chatModelId } = conversation;
  const body = { ...conversation, ...("chatInstanceId" in conversation && { resumeOnly: true }) };
  const input = { ...options, params: { path: { chatModelId } }, body };
  return readAdmission(
    chatModelId,
    await unwrap(client.POST("/api/admin/chatModel/{chatModelId}/smartadmin/instance", input)),
  );
}

/** What a member of the team says, and where. */
export interface SmartAdminMessage extends Conversation {
  readonly message: string;
  /** Language code, such as `en`. */
  readonly lang?: string;
  /** Local time of the user; the vendor's client sends `new Date().toString()`. */
  readonly timezone?: string;
  /** User agent of the browser. */
  readonly userAgent?: string;
}

/**
 * Sends a message to the back-office assistant and waits for the reply (`sendSmartAdminMessage`).
 *
 * @throws ApiError, such as RateLimitError.
 */
export function sendSmartAdminMessage(
  client: ClientFor<typeof operations.sendSmartAdminMessage>,
  message: SmartAdminMessage,
  options?: CallOptions,
): Promise<ChatReply> {
  return unwrap(
    client.POST("/api/admin/chatModel/{chatModelId}/smartadmin/chat", {
      ...options,
      params: { path: { chatModelId: message.chatModelId } }, // Nobody knows which of the two the platform reads; the vendor's client sends both.
      body: { ...message, query: message.message },
    }),
  );
}

/**
 * Asks the admin assistant one question within a conversation of this user (`askSmartAdmin`). The vendor allows 30
 * calls a minute.
 *
 * @throws ApiError, such as RateLimitError.
 */
export function askSmartAdmin(
  client: ClientFor<typeof operations.askSmartAdmin>,
  question: Readonly<components["schemas"]["AdminQuestion"]>,
  options?: CallOptions,
): Promise<{ readonly response: string }> {
  return unwrap(client.POST("/api/v1/documents/mySmartAdmin", { ...options, body: question }));
}
