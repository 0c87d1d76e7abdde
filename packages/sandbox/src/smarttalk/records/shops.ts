/** Records: what an assistant knows of its shop, and which workflows it has. */

import { defineCollection } from "../../core/world/index.ts";

/** Something to know. */
export interface KnowledgeDocument {
  readonly id: string;
  readonly chatModelId: string;
  readonly externalId: string;
  readonly title: string | null;
  readonly content: string;
  readonly sourceType: string;
  readonly categoryId: string | null;
  /** Whose it is alone, where it is not for everybody. */
  readonly ownerId?: string;
  readonly createdAt: number;
}

/** Things to know. */
export const documents = defineCollection<KnowledgeDocument>()({
  name: "smarttalk/documents",
  key: ({ id }) => id,
  fields: {
    id: "string",
    chatModelId: "string",
    externalId: "string",
    title: "string|null",
    content: "string",
    sourceType: "string",
    categoryId: "string|null",
    ownerId: "string?",
    createdAt: "number",
  },
  indexes: {
    bySource: {
      of: ({ chatModelId, sourceType, externalId }) => [chatModelId, sourceType, externalId],
      isUnique: true,
    },
  },
});

/** A product of a site, as it was sent. */
export interface ProductRecord {
  readonly id: string;
  readonly chatModelId: string;
  /** Platform and site, which have products of their own. */
  readonly site: string;
  readonly externalId: string;
  readonly product: Readonly<Record<string, unknown>>;
}

/** Products. */
export const products = defineCollection<ProductRecord>()({
  name: "smarttalk/products",
  key: ({ id }) => id,
  fields: { id: "string", chatModelId: "string", site: "string", externalId: "string", product: "object" },
  indexes: {
    bySite: { of: ({ chatModelId, site, externalId }) => [chatModelId, site, externalId], isUnique: true },
  },
});

/** A node of a tree of categories. */
export interface CategoryRecord {
  readonly id: string;
  readonly chatModelId: string;
  readonly externalId: string;
  readonly name: string;
  readonly parentExternalId: string | null;
}

/** Categories. */
export const categories = defineCollection<CategoryRecord>()({
  name: "smarttalk/categories",
  key: ({ id }) => id,
  fields: {
    id: "string",
    chatModelId: "string",
    externalId: "string",
    name: "string",
    parentExternalId: "string|null",
  },
  indexes: { byModel: { of: ({ chatModelId, externalId }) => [chatModelId, externalId], isUnique: true } },
});

/** A customer of a shop, as it was sent. */
export interface CustomerRecord {
  readonly id: string;
  readonly chatModelId: string;
  readonly email: string;
  readonly externalId: string;
  readonly customer: Readonly<Record<string, unknown>>;
}

/** Customers. */
export const customers = defineCollection<CustomerRecord>()({
  name: "smarttalk/customers",
  key: ({ id }) => id,
  fields: { id: "string", chatModelId: "string", email: "string", externalId: "string", customer: "object" },
  indexes: {
    byEmail: { of: ({ chatModelId, email }) => [chatModelId, email] },
    byExternalId: { of: ({ chatModelId, externalId }) => [chatModelId, externalId], isUnique: true },
  },
});

/** Something that has happened in a shop. */
export interface ShopEvent {
  readonly id: string;
  readonly chatModelId: string;
  readonly trigger: string;
  readonly payload: Readonly<Record<string, unknown>>;
  readonly receivedAt: number;
  /** Workflows that it has started. */
  readonly workflowIds: readonly string[];
}

/** What has happened in shops. */
export const shopEvents = defineCollection<ShopEvent>()({
  name: "smarttalk/shop-events",
  key: ({ id }) => id,
  fields: {
    id: "string",
    chatModelId: "string",
    trigger: "string",
    payload: "object",
    receivedAt: "number",
    workflowIds: "array",
  },
  indexes: { byModel: { of: ({ chatModelId, receivedAt }) => [chatModelId, receivedAt] } },
});

/** A workflow of an assistant. */
export interface Workflow {
  readonly id: string;
  readonly chatModelId: string;
  readonly name: string;
  /** Absent where somebody has made it by hand. */
  readonly templateId?: string;
  readonly triggerType: string;
  readonly isActive: boolean;
  readonly version: string;
  readonly configuration: Readonly<Record<string, unknown>>;
}

/** Workflows. */
export const workflows = defineCollection<Workflow>()({
  name: "smarttalk/workflows",
  key: ({ id }) => id,
  fields: {
    id: "string",
    chatModelId: "string",
    name: "string",
    templateId: "string?",
    triggerType: "string",
    isActive: "boolean",
    version: "string",
    configuration: "object",
  },
  indexes: {
    byModel: { of: ({ chatModelId, name }) => [chatModelId, name] },
    byTemplate: {
      of: ({ chatModelId, templateId }) => (templateId === undefined ? undefined : [chatModelId, templateId]),
      isUnique: true,
    },
  },
});
