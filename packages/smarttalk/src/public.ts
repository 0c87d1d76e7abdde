/** What an embedded widget reads without an account. */

import { type CallOptions, unwrap } from "@parley/client";
import type * as operations from "@parley/contracts/smarttalk/operations";
import { type FileUpload, readUpload } from "./attachments.ts";
import type { AnyClient, ClientFor } from "./client.ts";
import type { Conversation } from "./conversation.ts";
import type { CanvasUploadResult, EmbedConfig, PublicCanvas, PublicPricingPlan } from "./schemas.ts";

/** An assistant, and the platform of the site that embeds it. */
export interface EmbedQuery extends Pick<Conversation, "chatModelId"> {
  /** In upper case, such as `PRESTASHOP`. */
  readonly integrationType?: string;
}

/**
 * Reads how the widget looks and what it may do (`getEmbedConfig`).
 *
 * @throws ApiError, such as NotFoundError.
 */
export async function getEmbedConfig(
  client: ClientFor<typeof operations.getEmbedConfig>,
  { chatModelId, ...query }: EmbedQuery,
  options?: CallOptions,
): Promise<EmbedConfig> {
  const { data } = await unwrap(
    client.GET("/api/public/chatModel/{chatModelId}/embed-config", {
      ...options,
      params: { path: { chatModelId }, query },
    }),
  );
  return data ?? {};
}

/**
 * Lists the files of a conversation (`listCanvas`); `status` says how far their processing is.
 *
 * @throws ApiError, such as PermissionError.
 */
export function listCanvas(
  client: ClientFor<typeof operations.listCanvas>,
  { chatModelId, chatInstanceId }: Conversation,
  options?: CallOptions,
): Promise<PublicCanvas[]> {
  return unwrap(
    client.GET("/api/public/chatModel/{chatModelId}/chatInstance/{chatInstanceId}/canva", {
      ...options,
      params: { path: { chatModelId, chatInstanceId } },
    }),
  );
}

/**
 * Hands a file to the assistant from a widget (`uploadCanvas`). Signed-in users have `uploadAttachment`.
 *
 * @throws ApiError, such as PayloadTooLargeError with the code `FILE_TOO_LARGE`.
 */
export function uploadCanvas(
  client: ClientFor<typeof operations.uploadCanvas>,
  { chatModelId, chatInstanceId, ...upload }: Conversation & FileUpload,
  options?: CallOptions,
): Promise<CanvasUploadResult> {
  const input = { ...options, params: { path: { chatModelId, chatInstanceId } }, body: readUpload(upload) };
  return unwrap(client.POST("/api/public/chatModel/{chatModelId}/chatInstance/{chatInstanceId}/canva", input));
}

/**
 * Lists the plans on offer (`listPricingPlans`). Of their members only a name is known, and that is assumed.
 *
 * @throws ApiError.
 */
export async function listPricingPlans(client: AnyClient, options?: CallOptions): Promise<PublicPricingPlan[]> {
  const { data } = await unwrap(client.GET("/api/stripe/pricing", { ...options }));
  return data?.plans ?? [];
}
