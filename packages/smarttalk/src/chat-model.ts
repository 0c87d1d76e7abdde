/** The assistant itself. */

import { type CallOptions, unwrap } from "@parley/client";
import type * as operations from "@parley/contracts/smarttalk/operations";
import type { ClientFor } from "./client.ts";
import type { Conversation } from "./conversation.ts";
import type { ChatModelProfile } from "./schemas.ts";

/**
 * Reads what a widget shows of the assistant (`getChatModel`).
 *
 * @throws ApiError, such as NotFoundError.
 */
export function getChatModel(
  client: ClientFor<typeof operations.getChatModel>,
  { chatModelId }: Pick<Conversation, "chatModelId">,
  options?: CallOptions,
): Promise<ChatModelProfile> {
  return unwrap(client.GET("/api/chat/getModel", { ...options, params: { query: { id: chatModelId } } }));
}

/** Picture and name of the assistant; either may be empty. */
export interface Avatar {
  readonly avatarUrl?: string | null;
  readonly chatModelName?: string | null;
}

/**
 * Reads picture and name of the assistant (`getAvatar`).
 *
 * @throws ApiError, such as NotFoundError.
 */
export async function getAvatar(
  client: ClientFor<typeof operations.getAvatar>,
  { chatModelId }: Pick<Conversation, "chatModelId">,
  options?: CallOptions,
): Promise<Avatar> {
  const { data } = await unwrap(
    client.GET("/api/v1/chatModel/{chatModelId}/avatar", { ...options, params: { path: { chatModelId } } }),
  );
  return data ?? {};
}

/**
 * Replaces the picture of the assistant (`updateAvatar`).
 *
 * @param picture - JPEG, PNG, GIF or WebP of at most 5 MB, by what the vendor's client offers.
 * @throws ApiError, such as PayloadTooLargeError; with the code `rejected_in_body` when the platform refuses in spite
 * of its status.
 */
export async function updateAvatar(
  client: ClientFor<typeof operations.updateAvatar>,
  { chatModelId, file }: Pick<Conversation, "chatModelId"> & { readonly file: Blob },
  options?: CallOptions,
): Promise<Avatar> {
  const input = { ...options, params: { path: { chatModelId } }, body: { file } };
  const { data } = await unwrap(client.POST("/api/v1/chatModel/{chatModelId}/avatar", input));
  return data ?? {};
}
