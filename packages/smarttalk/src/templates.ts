/** Ready-made workflows ("skills") of the marketplace. */

import { type CallOptions, readPages, unwrap } from "@parley/client";
import type { OperationTypes } from "@parley/contracts/smarttalk";
import type * as operations from "@parley/contracts/smarttalk/operations";
import type { ClientFor } from "./client.ts";
import type { InstalledSmartflows, SmartflowFilter, SmartflowTemplate } from "./schemas.ts";

/** Which templates to list, and in which order. */
export type TemplateQuery = Readonly<
  Omit<NonNullable<OperationTypes["listSmartflowTemplates"]["parameters"]["query"]>, "page">
>;

/**
 * Lists templates, all pages one after the other (`listSmartflowTemplates`). `break` asks for no further page.
 *
 * @param query - `limit` is the size of a page; default 20.
 * @throws ApiError; ProtocolError `endless_pages`.
 * @example
 * for await (const { id, name } of listSmartflowTemplates(client, { platform: "prestashop" })) console.log(id, name);
 */
export function listSmartflowTemplates(
  client: ClientFor<typeof operations.listSmartflowTemplates>,
  query: TemplateQuery = {},
  options?: CallOptions,
): AsyncGenerator<SmartflowTemplate, void, undefined> {
  return readPages({
    operationId: "listSmartflowTemplates",
    keyOf: ({ id }) => id,
    readPage: async (position: number | undefined) => {
      const page = position ?? 1;
      const answer = await unwrap(
        client.GET("/api/v1/smartflow-templates", { ...options, params: { query: { limit: 20, ...query, page } } }),
      );
      const isLast = page >= (answer.pagination?.totalPages ?? 1);
      return { items: answer.templates ?? [], next: isLast ? undefined : page + 1 };
    },
  });
}

/** Language of names and descriptions, as a short code. */
export interface TemplateLanguage {
  readonly lang?: string;
}

/**
 * Lists the workflows of the chat model, from templates and made by hand (`listInstalledTemplates`).
 *
 * @throws ApiError.
 */
export function listInstalledTemplates(
  client: ClientFor<typeof operations.listInstalledTemplates>,
  query: TemplateLanguage = {},
  options?: CallOptions,
): Promise<InstalledSmartflows> {
  return unwrap(client.GET("/api/v1/smartflow-templates/installed", { ...options, params: { query } }));
}

/**
 * Lists the integrations that templates can be narrowed to (`listTemplateFilters`).
 *
 * @deprecated Only older clients call it; `listSmartflowTemplates` says in `requiredIntegrations` which there are.
 * @throws ApiError.
 */
export async function listTemplateFilters(
  client: ClientFor<typeof operations.listTemplateFilters>,
  query: TemplateLanguage = {},
  options?: CallOptions,
): Promise<SmartflowFilter[]> {
  const { integrations } = await unwrap(
    client.GET("/api/v1/smartflow-templates/filters", { ...options, params: { query } }),
  );
  return integrations ?? [];
}

/** A template and its settings. */
export interface TemplateInstallation extends TemplateLanguage {
  readonly templateId: string;
  /** Settings by the names that this template has. */
  readonly configuration?: Readonly<Record<string, unknown>>;
}

/**
 * Makes a workflow of a template, or brings the one it made up to date (`installTemplate`).
 *
 * @throws ApiError; with the code `rejected_in_body` when the platform refuses in spite of its status, for example
 * because an integration is missing.
 */
export async function installTemplate(
  client: ClientFor<typeof operations.installTemplate>,
  { templateId, configuration = {}, ...language }: TemplateInstallation,
  options?: CallOptions,
): Promise<{ readonly workflowId: string | undefined }> {
  const input = {
    ...options,
    params: { path: { templateId } },
    body: { ...language, configuration: { ...configuration } },
  };
  const { workflowId } = await unwrap(client.POST("/api/v1/smartflow-templates/{templateId}/install", input));
  return { workflowId };
}

/**
 * Removes the workflow that a template made (`removeTemplate`).
 *
 * @throws ApiError; with the code `rejected_in_body` when the platform refuses in spite of its status.
 */
export async function removeTemplate(
  client: ClientFor<typeof operations.removeTemplate>,
  { templateId }: Pick<TemplateInstallation, "templateId">,
  options?: CallOptions,
): Promise<void> {
  await unwrap(
    client.DELETE("/api/v1/smartflow-templates/{templateId}", { ...options, params: { path: { templateId } } }),
  );
}
