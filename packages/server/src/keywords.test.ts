/** Keywords of JSON Schema 2020-12 that readers of older drafts pass over, in bodies that are served. */

import type { Operation } from "@parley/contracts";
import type { OpenApiDocument, SchemaObject } from "@parley/contracts/document";
import { describe, expect, test } from "vitest";
import { loadValidators } from "../../contracts/src/generate/testing.ts";
import type { Contract } from "./contract.ts";
import type { Handlers } from "./operation-types.ts";
import type { RequestViolation } from "./problem.ts";
import { serve } from "./serve.ts";

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

const contract: Contract = {
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

let violations: readonly RequestViolation[] = [];
const handlers = Object.fromEntries(names.map((name) => [name, () => ({ status: 204 })]));
// The types of a contract that is only known at run time are none.
const fetch = serve(contract, handlers as Handlers<Contract>, {
  authenticate: {},
  formatError: (problem) => {
    violations = problem.violations;
    return {};
  },
});

/** The status, and the rules that are broken with the fields that break them. */
async function put(name: string, body: unknown): Promise<[status: number, ...broken: string[]]> {
  violations = [];
  const { status } = await fetch(
    new Request(`http://keywords.example/${name}`, {
      method: "PUT",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    }),
  );
  return [status, ...violations.map(({ rule, pointer }) => `${rule} ${pointer}`)];
}

describe.each<[keyword: string, operation: string, rows: readonly [body: unknown, ...answer: (number | string)[]][]]>([
  [
    "prefixItems with items: false",
    "putPosition",
    [
      [[], 204],
      [[1], 204],
      [[1, "north"], 204],
      [["1"], 422, "type /0"],
      [[1, "east"], 422, "enum /1"],
      [[1, "north", 0], 422, "items "],
    ],
  ],
  [
    "dependentRequired",
    "putPayment",
    [
      [{}, 204],
      [{ address: "Home" }, 204],
      [{ card: "4111", address: "Home" }, 204],
      [{ card: "4111" }, 422, "dependentRequired /address"],
    ],
  ],
  [
    "unevaluatedProperties",
    "putPerson",
    [
      [{}, 204],
      [{ name: "Ada", age: 36 }, 204],
      [{ name: "Ada", shoe: 38 }, 422, "unevaluatedProperties /shoe"],
    ],
  ],
  [
    "unevaluatedItems",
    "putPair",
    [
      [[], 204],
      [["a"], 204],
      [[1], 422, "type /0"],
      [["a", 1], 422, "unevaluatedItems "],
    ],
  ],
])("%s", (_keyword, operation, rows) => {
  test.each(rows)("%j", async (body, ...answer) => {
    expect(await put(operation, body)).toEqual(answer);
  });
});
