import { describe, expect, test } from "vitest";
import {
  dereference,
  listExamples,
  listOperations,
  type OpenApiDocument,
  type OperationObject,
  serverUrl,
} from "./document.ts";

const base: OpenApiDocument = {
  openapi: "3.1.0",
  info: { title: "Small", version: "1.0.0" },
  servers: [{ url: "https://one.parley.dev" }],
  paths: {},
};
const operation: OperationObject = {
  operationId: "getThing",
  summary: "Get a thing",
  description: "Gives a thing.",
  tags: ["Things"],
  "x-provenance": "assumed",
  responses: {},
};

describe("dereference", () => {
  const document: OpenApiDocument = {
    ...base,
    components: {
      schemas: {
        First: { $ref: "#/components/schemas/Second" },
        Second: { type: "string", $defs: { "a/b~c d": { const: 1 }, list: [{ const: 2 }] } },
        Lost: { $ref: "#/components/schemas/Gone" },
      },
    },
    paths: { "/things/{id}": { get: operation } },
  };

  test.each([
    { $ref: "#/components/schemas/First", leadsTo: document.components?.schemas?.Second },
    { $ref: "#/components/schemas/Second/$defs/a~1b~0c%20d", leadsTo: { const: 1 } },
    { $ref: "#/components/schemas/Second/$defs/list/0", leadsTo: { const: 2 } },
    { $ref: "#/paths/~1things~1%7Bid%7D/get", leadsTo: operation },
  ])("$$ref is followed", ({ $ref, leadsTo }) => {
    expect(dereference(document, { $ref })).toEqual(leadsTo);
  });

  test("a value that is no reference is itself", () => {
    expect(dereference(document, operation)).toBe(operation);
  });

  test.each([
    { $ref: "#/components/schemas/Gone", missing: "#/components/schemas/Gone" },
    { $ref: "#/components/schemas/Lost", missing: "#/components/schemas/Gone" },
    { $ref: "#/components/gone/deeper/still", missing: "#/components/gone/deeper/still" },
    { $ref: "#/openapi", missing: "#/openapi" },
    { $ref: "#/components/schemas/toString", missing: "#/components/schemas/toString" },
    { $ref: "other.yaml#/components", missing: "other.yaml#/components" },
  ])("$$ref leads nowhere", ({ $ref, missing }) => {
    expect(() => dereference(document, { $ref })).toThrow(new Error(`Nothing at ${missing}`));
  });
});

describe("listOperations", () => {
  test("parameters of the path come first, and those that the operation has too are left out", () => {
    const components = { schemas: {}, parameters: { Id: { name: "id", in: "path", required: true } } };
    const document: OpenApiDocument = {
      ...base,
      components,
      paths: {
        "/things/{id}": {
          parameters: [
            { $ref: "#/components/parameters/Id" },
            { name: "view", in: "query" },
            { name: "page", in: "query" },
          ],
          get: {
            ...operation,
            parameters: [
              { name: "view", in: "query", required: true },
              { name: "page", in: "header" },
            ],
          },
        },
      },
    };
    expect(listOperations(document).map(({ parameters }) => parameters)).toEqual([
      [
        { name: "id", in: "path", required: true },
        { name: "page", in: "query" },
        { name: "view", in: "query", required: true },
        { name: "page", in: "header" },
      ],
    ]);
  });

  test("bodies and responses are followed", () => {
    const components = {
      schemas: {},
      requestBodies: { Text: { content: {} } },
      responses: { Refused: { description: "Refused." } },
    };
    const document: OpenApiDocument = {
      ...base,
      components,
      paths: {
        "/things": {
          post: {
            ...operation,
            requestBody: { $ref: "#/components/requestBodies/Text" },
            responses: { 204: { description: "Done." }, 404: { $ref: "#/components/responses/Refused" } },
          },
        },
      },
    };
    const [located] = listOperations(document);
    expect(located?.requestBody).toEqual({ content: {} });
    expect(located?.responses).toEqual({ 204: { description: "Done." }, 404: { description: "Refused." } });
  });

  test("all methods of a path are found, paths in the order of the document", () => {
    const document: OpenApiDocument = {
      ...base,
      paths: { "/b": { post: operation, get: operation, parameters: [] }, "/a": { delete: operation } },
    };
    expect(listOperations(document).map(({ method, path }) => `${method} ${path}`)).toEqual([
      "get /b",
      "post /b",
      "delete /a",
    ]);
  });

  const anyOf = [{ one: [] }, { two: [] }];
  test.each([
    { name: "the document's", own: undefined, shared: anyOf, expected: anyOf },
    { name: "its own", own: [{ three: ["read"] }], shared: anyOf, expected: [{ three: ["read"] }] },
    { name: "none, where its own is empty", own: [], shared: anyOf, expected: [] },
    { name: "none, where nobody says any", own: undefined, shared: undefined, expected: [] },
  ])("the security of an operation is $name", ({ own, shared, expected }) => {
    const document: OpenApiDocument = {
      ...base,
      ...(shared && { security: shared }),
      paths: { "/a": { get: { ...operation, ...(own && { security: own }) } } },
    };
    expect(listOperations(document).map(({ security }) => security)).toEqual([expected]);
  });

  const [path, own] = [[{ url: "https://path.parley.dev" }], [{ url: "https://own.parley.dev" }]];
  test.each([
    { name: "its own", item: { servers: path, get: { ...operation, servers: own } }, expected: own },
    { name: "those of the path", item: { servers: path, get: operation }, expected: path },
    { name: "left to the document", item: { get: operation }, expected: undefined },
  ])("the servers of an operation are $name", ({ item, expected }) => {
    expect(listOperations({ ...base, paths: { "/a": item } }).map(({ servers }) => servers)).toEqual([expected]);
  });
});

test("listExamples follows references and keeps the order", () => {
  const components = { schemas: {}, examples: { shared: { summary: "Shared", value: 1 } } };
  const document: OpenApiDocument = { ...base, components };
  const examples = { second: { $ref: "#/components/examples/shared" }, first: { value: 2 } };
  expect(listExamples(document, { examples })).toEqual([
    ["second", { summary: "Shared", value: 1 }],
    ["first", { value: 2 }],
  ]);
  expect(listExamples(document, {})).toEqual([]);
});

test.each([
  { server: { url: "https://a.parley.dev/v1" }, expected: "https://a.parley.dev/v1" },
  {
    server: {
      url: "https://{region}.parley.dev/{version}",
      variables: { region: { default: "eu" }, version: { default: "v1" } },
    },
    expected: "https://eu.parley.dev/v1",
  },
  {
    server: { url: "https://{a}.{a}.parley.dev", variables: { a: { default: "x" } } },
    expected: "https://x.x.parley.dev",
  },
  { server: { url: "https://{gone}parley.dev" }, expected: "https://parley.dev" },
])("the address of $server.url is $expected", ({ server, expected }) => {
  expect(serverUrl(server)).toBe(expected);
});
