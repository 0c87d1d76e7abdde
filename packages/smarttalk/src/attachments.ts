/** Files of one's own conversation. */

import { type CallOptions, unwrap } from "@parley/client";
import type { components } from "@parley/contracts/smarttalk";
import type * as operations from "@parley/contracts/smarttalk/operations";
import type { ClientFor } from "./client.ts";
import type { Conversation } from "./conversation.ts";

/** A file and what it is for; `ANALYSIS` by default. */
export type FileUpload = Readonly<components["schemas"]["AttachmentUpload"]>;

/** A file that was taken and is being processed. */
export interface UploadedAttachment {
  /** For {@link promoteAttachment}; the platform has two forms of answer, and may send neither. */
  readonly canvasId: string | undefined;
  readonly canvas: components["schemas"]["Canvas"] | undefined;
}

/**
 * Hands a file to the assistant (`uploadAttachment`). The vendor's client falls back to `uploadCanvas` when this is
 * refused with 401, 403, 404 or 405.
 *
 * @throws ApiError, such as PayloadTooLargeError with the code `FILE_TOO_LARGE`.
 */
export async function uploadAttachment(
  client: ClientFor<typeof operations.uploadAttachment>,
  upload: Pick<Conversation, "chatInstanceId"> & FileUpload,
  options?: CallOptions,
): Promise<UploadedAttachment> {
  const { chatInstanceId } = upload;
  const input = { ...options, params: { path: { chatInstanceId } }, body: readUpload(upload) };
  const { canvas, attachment } = await unwrap(
    client.POST("/api/v1/me/conversations/{chatInstanceId}/attachments", input),
  );
  return { canvasId: canvas?.id ?? attachment?.id, canvas };
}

/** The parts of the form. */
export function readUpload({ file, purpose }: FileUpload): FileUpload {
  return { file, ...(purpose && { purpose }) };
}

/** A file, and who shall have it as knowledge. */
export interface AttachmentPromotion extends Pick<Conversation, "chatInstanceId"> {
  readonly canvasId: string;
  /** Everybody who uses the assistant, or the user alone; `shared` by default. */
  readonly visibility?: "shared" | "personal";
}

/**
 * Makes a file part of what the assistant knows (`promoteAttachment`).
 *
 * @returns How many documents come of it, where the platform says so.
 * @throws ApiError, such as ConflictError while the file is being processed.
 */
export async function promoteAttachment(
  client: ClientFor<typeof operations.promoteAttachment>,
  { chatInstanceId, canvasId, visibility = "shared" }: AttachmentPromotion,
  options?: CallOptions,
): Promise<{ readonly documents: number | undefined }> {
  const input = { ...options, params: { path: { chatInstanceId, canvasId } }, body: { visibility } };
  const { documents } = await unwrap(
    client.POST("/api/v1/me/conversations/{chatInstanceId}/attachments/{canvasId}/promote", input),
  );
  return { documents };
}
