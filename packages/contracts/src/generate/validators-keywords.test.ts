import { expect, test } from "vitest";
import type { OpenApiDocument, SchemaObject } from "../document.ts";
import { loadValidators, need } from "./testing.ts";

interface Row {
  readonly name: string;
  readonly schema: SchemaObject;
  readonly accepts: readonly unknown[];
  readonly rejects: readonly unknown[];
}

const format = (name: string, accepts: readonly string[], rejects: readonly string[]): Row => ({
  name: `format ${name}`,
  schema: { type: "string", format: name },
  accepts,
  rejects,
});

const circle = { $ref: "#/components/schemas/Circle" };
const square = { $ref: "#/components/schemas/Square" };

const rows: readonly Row[] = [
  { name: "an empty schema", schema: {}, accepts: [null, 0, "", [], {}], rejects: [] },
  { name: "type", schema: { type: "integer" }, accepts: [0, -1, 2.0], rejects: [0.5, "0", null, true, [0]] },
  { name: "type with null", schema: { type: ["string", "null"] }, accepts: ["", null], rejects: [0, {}] },
  { name: "const", schema: { const: "thing" }, accepts: ["thing"], rejects: ["Thing", null] },
  { name: "const with an object", schema: { const: { a: [1] } }, accepts: [{ a: [1] }], rejects: [{ a: [2] }, {}] },
  { name: "enum", schema: { enum: ["a", null, 1] }, accepts: ["a", null, 1], rejects: ["b", "1", {}] },
  { name: "minimum and maximum", schema: { minimum: 1, maximum: 3 }, accepts: [1, 3, "text"], rejects: [0.9, 3.1] },
  {
    name: "exclusive bounds",
    schema: { exclusiveMinimum: 1, exclusiveMaximum: 3 },
    accepts: [1.1, 2.9],
    rejects: [1, 3],
  },
  { name: "multipleOf", schema: { multipleOf: 3 }, accepts: [0, 3, -6], rejects: [1, 4.5] },
  {
    name: "minLength and maxLength in code points",
    schema: { minLength: 2, maxLength: 2 },
    accepts: ["ab", "🙂🙂"],
    rejects: ["a", "🙂", "abc"],
  },
  { name: "pattern", schema: { pattern: "^[0-9]{5}$" }, accepts: ["12345", 1], rejects: ["1234", "12345\n", "x12345"] },
  { name: "pattern with code points", schema: { pattern: "^.$" }, accepts: ["a", "🙂"], rejects: ["", "ab"] },
  {
    name: "required and properties",
    schema: { type: "object", required: ["a"], properties: { a: { type: "string" } } },
    accepts: [{ a: "" }, { a: "", b: 1 }],
    rejects: [{}, { a: null }, { b: "" }, []],
  },
  {
    name: "a default, which is neither required nor put in",
    schema: { type: "object", properties: { a: { type: "string", default: "b" } } },
    accepts: [{}, { a: "c" }],
    rejects: [{ a: 1 }],
  },
  {
    name: "names that every object has",
    schema: { type: "object", required: ["toString"], properties: { constructor: { type: "string" } } },
    accepts: [{ toString: 1 }, { toString: 1, constructor: "a" }],
    rejects: [{}, { toString: 1, constructor: 1 }],
  },
  {
    name: "names that need escaping",
    schema: { type: "object", required: ['"', "\\"], properties: { "'": { const: 1 }, "*/": { const: 2 } } },
    accepts: [{ '"': 0, "\\": 0, "'": 1, "*/": 2 }],
    rejects: [{ '"': 0 }, { '"': 0, "\\": 0, "'": 2 }, { '"': 0, "\\": 0, "*/": 1 }],
  },
  {
    name: "additionalProperties: false",
    schema: { properties: { a: {} }, additionalProperties: false },
    accepts: [{}, { a: 1 }],
    rejects: [{ b: 1 }],
  },
  {
    name: "additionalProperties: true",
    schema: { properties: { a: { type: "string" } }, additionalProperties: true },
    accepts: [{ b: 1 }],
    rejects: [{ a: 1 }],
  },
  {
    name: "additionalProperties with a schema",
    schema: { properties: { a: {} }, additionalProperties: { type: "integer" } },
    accepts: [{ a: "", b: 1 }],
    rejects: [{ b: "" }],
  },
  {
    name: "propertyNames",
    schema: { propertyNames: { pattern: "^[a-z]$" } },
    accepts: [{ a: 1 }],
    rejects: [{ A: 1 }],
  },
  {
    name: "items with bounds",
    schema: { items: { type: "string" }, minItems: 1, maxItems: 2 },
    accepts: [["a"], ["a", "a"]],
    rejects: [[], ["a", 1], ["a", "b", "c"]],
  },
  { name: "uniqueItems", schema: { uniqueItems: true }, accepts: [[1, "1", [1]]], rejects: [[{ a: 1 }, { a: 1 }]] },
  {
    name: "prefixItems",
    schema: { prefixItems: [{ type: "number" }, { enum: ["north"] }], items: false },
    accepts: [[], [1], [1, "north"]],
    rejects: [["1"], [1, "south"], [1, "north", 0]],
  },
  {
    name: "allOf",
    schema: { allOf: [{ required: ["a"] }, { required: ["b"] }] },
    accepts: [{ a: 1, b: 1 }],
    rejects: [{ a: 1 }, { b: 1 }],
  },
  {
    name: "anyOf",
    schema: { anyOf: [{ type: "string" }, { minimum: 5 }] },
    accepts: ["a", 5, null],
    rejects: [4],
  },
  { name: "oneOf", schema: { oneOf: [{ minimum: 5 }, { multipleOf: 2 }] }, accepts: [2, 7], rejects: [3, 6] },
  { name: "not", schema: { not: { const: "" } }, accepts: ["a", 0], rejects: [""] },
  {
    name: "oneOf with a discriminator",
    schema: { oneOf: [circle, square], discriminator: { propertyName: "form" } },
    accepts: [
      { form: "circle", radius: 1 },
      { form: "square", side: 1 },
    ],
    rejects: [{ form: "circle", side: 1 }, { form: "oval" }, {}],
  },
  {
    name: "a reference that may be null",
    schema: { oneOf: [circle, { type: "null" }] },
    accepts: [null, { form: "circle", radius: 1 }],
    rejects: [{}, { form: "square", side: 1 }],
  },
  {
    name: "a reference to itself",
    schema: { $ref: "#/components/schemas/Tree" },
    accepts: [{}, { children: [{ children: [] }] }],
    rejects: [{ children: [{ children: [0] }] }],
  },
  {
    name: "a reference through escaped names",
    schema: { $ref: "#/components/schemas/Tree/$defs/a~1b~0c%20d" },
    accepts: [7],
    rejects: [8],
  },
  {
    name: "readOnly and writeOnly, which allow both directions",
    schema: { properties: { a: { type: "string", readOnly: true }, b: { type: "string", writeOnly: true } } },
    accepts: [{ a: "", b: "" }],
    rejects: [{ a: 1 }, { b: 1 }],
  },
  {
    name: "contentMediaType, which says nothing",
    schema: { contentMediaType: "image/png" },
    accepts: [1, {}],
    rejects: [],
  },
  format(
    "date-time",
    ["2026-01-31T23:59:59Z", "2026-01-31T23:59:59.123+01:00"],
    ["2026-01-31", "2026-02-30T00:00:00Z"],
  ),
  format("date", ["2024-02-29"], ["2026-02-29", "2026-1-1", "2026-01-01T00:00:00Z"]),
  format("email", ["ada@example.org"], ["ada", "ada@", "@example.org", "a b@example.org"]),
  format("uri", ["https://example.org/a?b#c", "urn:a:b"], ["/a", "example.org", "https://exa mple.org"]),
  format("uuid", ["0b1f6f0e-6a59-4f5e-9a55-0d7f3a1c2b4d"], ["0b1f6f0e6a594f5e9a550d7f3a1c2b4d", "x"]),
  format("password", ["", "anything"], []),
  {
    name: "format int64",
    schema: { type: "integer", format: "int64" },
    accepts: [0, 2 ** 53],
    rejects: [0.5],
  },
];

const document: OpenApiDocument = {
  openapi: "3.1.0",
  info: { title: "Keywords", version: "1.0.0" },
  servers: [],
  paths: Object.fromEntries(
    rows.map(({ schema }, index) => [
      `/row-${index}`,
      {
        post: {
          operationId: `row${index}`,
          summary: "A row",
          description: "A row of the table.",
          tags: [],
          "x-provenance": "assumed",
          requestBody: { content: { "application/json": { schema } } },
          responses: {},
        },
      },
    ]),
  ),
  components: {
    schemas: {
      Circle: { type: "object", required: ["radius"], properties: { form: { const: "circle" } } },
      Square: { type: "object", required: ["side"], properties: { form: { const: "square" } } },
      Tree: {
        type: "object",
        properties: { children: { type: "array", items: { $ref: "#/components/schemas/Tree" } } },
        $defs: { "a/b~c d": { const: 7 } },
      },
    },
  },
};
const validators = await loadValidators(document);

test.each(rows.map((row, index) => ({ ...row, index })))("$name", ({ index, accepts, rejects }) => {
  const validate = need(validators[`row${index}`]?.request["application/json"]);
  expect({
    accepts: accepts.filter((value) => validate(structuredClone(value))),
    rejects: rejects.filter((value) => !validate(structuredClone(value))),
  }).toEqual({ accepts, rejects });
});
