/** Tag SmartFlow: templates of workflows, and the workflows that were made of them. */

import { draw, type Transaction } from "../../core/world/index.ts";
import { openModel } from "../access.ts";
import type { SomeHandlers } from "../contract.ts";
import type { Desk } from "../desk.ts";
import { notFound } from "../errors.ts";
import { listAll } from "../knowledge/documents.ts";
import { type Workflow, workflows } from "../records/index.ts";
import { connectedIntegrations, integrations, type Template, templates } from "./market.ts";

/** Makes the handlers. */
export function createSmartflowHandlers(desk: Desk) {
  return {
    listSmartflowTemplates: ({ params, principal, request }) =>
      desk.inWorld(request, async (transaction) => {
        const access = await openModel(transaction, principal);
        if ("status" in access) return access;
        const { page = 1, limit = 20, sortBy = "downloads", sortOrder = "desc" } = params.query;
        const all = await showTemplates(transaction, access.model.id);
        const found = all.filter((shown) => isWanted(shown, params.query)).map(({ shown }) => shown);
        const direction = sortOrder === "asc" ? 1 : -1;
        found.sort((left, right) => direction * compare(sortKey(left.id, sortBy), sortKey(right.id, sortBy)));
        const size = Math.min(limit, 100);
        return {
          status: 200,
          body: {
            templates: found.slice((page - 1) * size, page * size),
            pagination: { page, totalPages: Math.max(1, Math.ceil(found.length / size)), total: found.length },
          },
        };
      }),

    listInstalledTemplates: ({ principal, request }) =>
      desk.inWorld(request, async (transaction) => {
        const access = await openModel(transaction, principal);
        if ("status" in access) return access;
        const installed = (await listAll(transaction, workflows, "byModel", [access.model.id])).map(showWorkflow);
        const count = (isCounted: (shown: (typeof installed)[number]) => boolean) => installed.filter(isCounted).length;
        return {
          status: 200,
          body: {
            installed,
            stats: {
              activeCount: count(({ isActive }) => isActive),
              inactiveCount: count(({ isActive }) => !isActive),
              updatesAvailable: count(({ hasUpdate }) => hasUpdate),
            },
          },
        };
      }),

    listTemplateFilters: ({ principal, request }) =>
      desk.inWorld(request, async (transaction) => {
        const access = await openModel(transaction, principal);
        if ("status" in access) return access;
        const needed = integrations.flatMap(({ type, label, emoji }) => {
          const count = templates.filter(({ requiredIntegrations }) => requiredIntegrations.includes(type)).length;
          return count === 0 ? [] : [{ type, label, emoji, count, installed: connectedIntegrations.has(type) }];
        });
        return { status: 200, body: { integrations: needed } };
      }),

    installTemplate: ({ body, params, principal, request }) =>
      desk.inWorld(request, async (transaction) => {
        const access = await openModel(transaction, principal);
        if ("status" in access) return access;
        const template = templates.find(({ id }) => id === params.path.templateId);
        if (!template) return notFound();
        const [missing] = missingOf(template);
        if (missing) return { status: 200, body: { success: false, message: `Missing integration: ${missing}` } };
        const chatModelId = access.model.id;
        const before = await transaction.find(workflows, "byTemplate", [chatModelId, template.id]);
        const workflow: Workflow = {
          id: before?.id ?? (await draw(transaction, "ids/workflows", (chance) => chance.id("c"))),
          chatModelId,
          name: template.name,
          templateId: template.id,
          triggerType: template.triggerType,
          isActive: before?.isActive ?? true,
          version: template.version,
          configuration: {
            ...before?.configuration,
            ...body.configuration,
            ...(template.trigger !== undefined && { trigger: template.trigger }),
          },
        };
        await transaction.put(workflows, workflow);
        return { status: 200, body: { success: true, workflowId: workflow.id } };
      }),

    removeTemplate: ({ params, principal, request }) =>
      desk.inWorld(request, async (transaction) => {
        const access = await openModel(transaction, principal);
        if ("status" in access) return access;
        const template = templates.find(({ id }) => id === params.path.templateId);
        if (!template) return notFound();
        const found = await transaction.find(workflows, "byTemplate", [access.model.id, template.id]);
        if (!found) return { status: 200, body: { success: false, error: "This template is not installed" } };
        await transaction.take(workflows, found.id);
        return { status: 200, body: { success: true } };
      }),
  } satisfies SomeHandlers;
}

function missingOf({ requiredIntegrations }: Template): string[] {
  return requiredIntegrations.filter((type) => !connectedIntegrations.has(type));
}

/** All templates, as this assistant sees them. */
async function showTemplates(transaction: Transaction, chatModelId: string) {
  const installed = new Map(
    (await listAll(transaction, workflows, "byModel", [chatModelId])).map((one) => [one.templateId, one]),
  );
  return templates.map((template) => {
    const { platforms: _platforms, createdAt: _createdAt, trigger: _trigger, ...rest } = template;
    const workflow = installed.get(template.id);
    const shown = {
      ...rest,
      requiredIntegrations: [...template.requiredIntegrations],
      missingIntegrations: missingOf(template),
      installation: {
        isInstalled: workflow !== undefined,
        workflowId: workflow?.id ?? null,
        hasUpdate: workflow !== undefined && workflow.version !== template.version,
      },
    };
    return { template, shown };
  });
}

interface Wanted {
  readonly platform?: string;
  readonly search?: string;
  readonly integrations?: string;
  readonly triggerTypes?: string;
  readonly installed?: boolean;
  readonly hasUpdate?: boolean;
}

function isWanted(
  { template, shown }: Awaited<ReturnType<typeof showTemplates>>[number],
  { platform, search, integrations: types, triggerTypes, installed, hasUpdate }: Wanted,
): boolean {
  const text = `${template.name} ${template.description}`.toLowerCase();
  return (
    (platform === undefined || template.platforms.length === 0 || template.platforms.includes(platform)) &&
    (search === undefined || text.includes(search.toLowerCase())) &&
    (types === undefined || types.split(",").some((type) => template.requiredIntegrations.includes(type))) &&
    (triggerTypes === undefined || triggerTypes.split(",").includes(template.triggerType)) &&
    (installed === undefined || shown.installation.isInstalled === installed) &&
    (hasUpdate === undefined || shown.installation.hasUpdate === hasUpdate)
  );
}

function sortKey(id: string, sortBy: string): string | number {
  const template = templates.find((one) => one.id === id);
  if (sortBy === "name") return template?.name ?? "";
  return sortBy === "createdAt" ? (template?.createdAt ?? "") : (template?.downloads ?? 0);
}

function compare(left: string | number, right: string | number): number {
  return left < right ? -1 : left > right ? 1 : 0;
}

function showWorkflow({ id, name, templateId, triggerType, isActive, version }: Workflow) {
  const template = templates.find((one) => one.id === templateId);
  return {
    workflowId: id,
    workflowName: name,
    ...(template && {
      templateId: template.id,
      templateName: template.name,
      templateDescription: template.description,
      icon: template.icon,
      installedVersion: version,
      currentVersion: template.version,
    }),
    triggerType,
    isManual: template === undefined,
    isActive,
    hasUpdate: template !== undefined && template.version !== version,
  };
}
