/** Opens conversations: every chat begins here. */

import { type CallOptions, ProtocolError, unwrap } from "@parley/client";
import type { components } from "@parley/contracts/smarttalk";
import type * as operations from "@parley/contracts/smarttalk/operations";
import type { ClientFor, SmartTalk } from "./client.ts";

/** The two ids that every message carries. */
export interface Conversation {
  readonly chatInstanceId: string;
  readonly chatModelId: string;
}

/** A conversation that the platform admits the client to. */
export interface AdmittedConversation {
  readonly conversation: Conversation;
  /** For `visitor(token)`: what lets an anonymous visitor come back to this conversation. Newer servers give it. */
  readonly visitorToken: string | undefined;
}

/** Who opens a conversation with which assistant. */
export interface NewConversation {
  readonly chatModelId: string;
  /** Language code, such as `en`. */
  readonly lang?: string;
  /** Clients of the vendor send `anonymous@example.com` for a visitor. */
  readonly userEmail?: string;
  /** Clients of the vendor send `Anonymous` for a visitor. */
  readonly userName?: string;
}

type Creator = ClientFor<typeof operations.createChatInstance>;

/**
 * Opens a conversation (`createChatInstance`).
 *
 * @throws ApiError, such as PermissionError with the code `BANNED`; ProtocolError `no_chat_instance`.
 * @example
 * const { conversation, visitorToken } = await createChatInstance(client, { chatModelId });
 */
export function createChatInstance(
  client: Creator,
  conversation: NewConversation,
  options?: CallOptions,
): Promise<AdmittedConversation> {
  return admit(client, conversation, options);
}

/**
 * Comes back to an earlier conversation and creates none (`createChatInstance` with `resumeOnly`). A visitor does so
 * with the client of `visitor(token)`.
 *
 * @throws ApiError when the platform does not admit the client, such as PermissionError with the code
 * `CONVERSATION_ACCESS_DENIED`; ProtocolError `conversation_resume_mismatch` when it gives another conversation.
 */
export async function resumeChatInstance(
  client: Creator,
  { chatInstanceId, chatModelId }: Conversation,
  options?: CallOptions,
): Promise<AdmittedConversation> {
  return resumed(chatInstanceId, await admit(client, { chatInstanceId, chatModelId, resumeOnly: true }, options));
}

/**
 * Makes a conversation that was held as a visitor one of the signed-in user (`createChatInstance` with
 * `claimAnonymous`).
 *
 * @throws As {@link resumeChatInstance}.
 */
export async function claimChatInstance(
  // The alternatives of createChatInstance that say who the user is.
  client: SmartTalk<"oauth"> | SmartTalk<"bearer" | "useChatbotAuth">,
  { chatInstanceId, chatModelId, visitorToken }: Conversation & { readonly visitorToken: string },
  options: CallOptions = {},
): Promise<AdmittedConversation> {
  // The token of the visitor goes beside that of the user: one proves the right to give, the other says to whom.
  const headers = { "x-chat-visitor-token": visitorToken, ...options.headers };
  const body = { chatInstanceId, chatModelId, resumeOnly: true, claimAnonymous: true };
  return resumed(chatInstanceId, await admit(client, body, { ...options, headers }));
}

/** A token for the Socket.IO event `join`; the vendor's client gets a new one every 45 seconds. */
export function createSocketToken(
  client: ClientFor<typeof operations.createSocketToken>,
  { chatInstanceId, chatModelId }: Conversation,
  options?: CallOptions,
): Promise<{ readonly socketToken: string }> {
  return unwrap(client.POST("/api/chat/socket-token", { ...options, body: { chatInstanceId, chatModelId } }));
}

async function admit(
  client: Creator,
  body: components["schemas"]["ChatInstanceRequest"],
  options: CallOptions | undefined,
): Promise<AdmittedConversation> {
  return readAdmission(body.chatModelId, await unwrap(client.POST("/api/chat/createInstance", { ...options, body })));
}

/** Reads the answer to a request for a conversation. */
export function readAdmission(
  chatModelId: string,
  instance: Partial<components["schemas"]["ChatInstance"]> | undefined,
): AdmittedConversation {
  const { chatInstanceId, visitorToken } = instance ?? {};
  // Of this operation only clients are known, so that its answer may be another than the contract says.
  if (!chatInstanceId) throw new ProtocolError("The platform gave no chatInstanceId", { code: "no_chat_instance" });
  return { conversation: { chatInstanceId, chatModelId }, visitorToken };
}

function resumed(chatInstanceId: string, admitted: AdmittedConversation): AdmittedConversation {
  if (admitted.conversation.chatInstanceId === chatInstanceId) return admitted;
  throw new ProtocolError("The platform gave another conversation than the one to resume", {
    code: "conversation_resume_mismatch",
  });
}
