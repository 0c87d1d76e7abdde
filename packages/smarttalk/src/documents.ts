/** The knowledge of the assistant. */

import { type CallOptions, isRefusalOf, unwrap } from "@parley/client";
import type { components } from "@parley/contracts/smarttalk";
import type * as operations from "@parley/contracts/smarttalk/operations";
import type { ClientFor } from "./client.ts";
import type { DocumentMatch, DocumentSearch } from "./schemas.ts";

/**
 * Finds documents that are near to a question in meaning (`searchDocuments`).
 *
 * @returns None where the platform answers 404, which says that nothing is near enough.
 * @throws ApiError.
 */
export async function searchDocuments(
  client: ClientFor<typeof operations.searchDocuments>,
  search: Readonly<DocumentSearch>,
  options?: CallOptions,
): Promise<DocumentMatch[]> {
  try {
    return await unwrap(client.POST("/api/v1/documents/getRelevantDocuments", { ...options, body: search }));
  } catch (error) {
    if (isRefusalOf(client, "post", "/api/v1/documents/getRelevantDocuments", error) && error.status === 404) return [];
    throw error;
  }
}

/**
 * Hands over a batch of documents of one kind, to be worked off later (`importDocumentSource`).
 *
 * @throws ApiError; with the code `rejected_in_body` when the platform refuses in spite of its status.
 */
export async function importDocumentSource(
  client: ClientFor<typeof operations.importDocumentSource>,
  batch: Readonly<components["schemas"]["DocumentSourceImport"]>,
  options?: CallOptions,
): Promise<void> {
  await unwrap(client.POST("/api/v1/documents/source", { ...options, body: batch }));
}

/**
 * Adds documents by the other way that the vendor describes, on `https://api.aismarttalk.tech/v1` (`importDocuments`).
 * Where `importDocumentSource` serves, prefer that.
 *
 * @throws ApiError; with the code `rejected_in_body` when the platform refuses in spite of its status.
 */
export async function importDocuments(
  client: ClientFor<typeof operations.importDocuments>,
  documents: Readonly<components["schemas"]["DocumentImport"]>,
  options?: CallOptions,
): Promise<void> {
  await unwrap(client.POST("/documents/import", { ...options, body: documents }));
}
