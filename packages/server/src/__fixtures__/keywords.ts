/** A contract of keywords of JSON Schema 2020-12 that older drafts do not have, with real validators. */

import type { Operation } from "@parley/contracts";
import type { OpenApiDocument, SchemaObject } from "@parley/contracts/document";
import { loadValidators } from "../../../contracts/src/generate/testing.ts";
import type { Contract } from "../contract/index.ts";

const schemas: Readonly<Record<string, SchemaObject>> = {
  putPosition: {
    type: "array",
    prefixItems: [{ type: "number" }, { enum: ["north", "south"] }],
    items: false,
  },
  putPayment: {
    type: "object",
    properties: { card: { type: "string" }, address: { type: "string" } },
    dependentRequired: { card: ["address"] },
  },
  putPerson: {
    allOf: [{ type: "object", properties: { name: { type: "string" } } }],
    properties: { age: { type: "integer" } },
    unevaluatedProperties: false,
  },
  putPair: { allOf: [{ type: "array", prefixItems: [{ type: "string" }] }], unevaluatedItems: false },
};
const names = Object.keys(schemas);

const document: OpenApiDocument = {
  openapi: "3.1.0",
  info: { title: "Keywords", version: "1.0.0" },
  servers: [],
  paths: Object.fromEntries(
    names.map((operationId) => [
      `/${operationId}`,
      {
        put: {
          operationId,
          summary: "Put",
          description: "Takes a body.",
          tags: ["Keywords"],
          "x-provenance": "assumed",
          requestBody: { required: true, content: { "application/json": { schema: schemas[operationId] ?? {} } } },
          responses: {
            "204": { description: "Taken." },
            "422": { description: "Refused.", content: { "application/json": { schema: { type: "object" } } } },
          },
        },
      },
    ]),
  ),
};

/** Each operation takes a body of one schema, and answers 204 or 422. */
export const contract: Contract = {
  document,
  validators: await loadValidators(document),
  streams: {},
  securitySchemes: {},
  operations: Object.fromEntries(
    names.map((id): [string, Operation] => [
      id,
      {
        id,
        method: "put",
        path: `/${id}`,
        tag: "Keywords",
        provenance: "assumed",
        idempotent: true,
        parameters: [],
        requestBody: { required: true, mediaTypes: ["application/json"] },
        responses: { "204": [], "422": ["application/json"] },
        security: [],
      },
    ]),
  ),
};
