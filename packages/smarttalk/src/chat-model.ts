/** The assistant itself. */

import { type CallOptions, call } from "@parley/client";
import * as operations from "@parley/contracts/smarttalk/operations";
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
  return call(client, operations.getChatModel, { ...options, query: { id: chatModelId } });
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
  const { data } = await call(client, operations.getAvatar, { ...options, path: { chatModelId } });
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
  const input = { ...options, path: { chatModelId }, body: { file } };
  const { data } = await call(client, operations.updateAvatar, input);
  return data ?? {};
}
