import type { OperationParameter } from "@parley/contracts";
import type { OpenApiDocument } from "@parley/contracts/document";
import { expect, test } from "vitest";
import { createSchemaReader } from "../contract/index.ts";
import { compileParameter } from "./parameter-style.ts";
import { parsePairs } from "./text.ts";

const components = { schemas: { Count: { type: "integer" } } };
const document: OpenApiDocument = {
  openapi: "3.1.0",
  info: { title: "", version: "" },
  servers: [],
  paths: {},
  components,
};
const reader = createSchemaReader(document);

/** Value of the parameter `p`, or why there is none. */
function read(parameter: Partial<OperationParameter>, schema: unknown, text: string): unknown {
  try {
    const shape = { name: "p", in: "query", required: false, ...parameter } as const;
    return compileParameter(reader, shape, schema)(parsePairs(text, "query", 50));
  } catch (error) {
    return error instanceof Error ? error.message : error;
  }
}

const count = { $ref: "#/components/schemas/Count" };
const array = { type: "array", items: count };
const object = { type: "object", properties: { a: count, b: { type: "string" } } };

test.each<[string, Partial<OperationParameter>, unknown, string, unknown]>([
  ["text", {}, { type: "string" }, "p=1", "1"],
  ["an integer", {}, count, "p=1", 1],
  ["a number", {}, { type: "number" }, "p=-1.5e2", -150],
  ["no number", {}, { type: "number" }, "p=1.", "1."],
  ["a number too large", {}, { type: "number" }, "p=1e999", "1e999"],
  ["a boolean", {}, { type: "boolean" }, "p=true", true],
  ["no boolean", {}, { type: "boolean" }, "p=1", "1"],
  ["null, where that may be", {}, { type: ["integer", "null"] }, "p=null", null],
  ["text, where that may be", {}, { type: ["integer", "string"] }, "p=1", "1"],
  ["anything", {}, {}, "p=1", "1"],
  ["a constant", {}, { enum: [1, 2] }, "p=2", 2],
  ["one of several schemas", {}, { oneOf: [{ type: "boolean" }, count] }, "p=2", 2],
  ["an exploded list", {}, array, "p=1&q=x&p=2", [1, 2]],
  ["a list of one", {}, array, "p=1", [1]],
  ["a list in one value", { explode: false }, array, "p=1,2", [1, 2]],
  ["commas of an item", { explode: false }, { type: "array", items: { type: "string" } }, "p=a%2Cb,c", ["a,b", "c"]],
  ["blanks", { style: "spaceDelimited", explode: false }, array, "p=1%202+3", [1, 2, 3]],
  ["pipes", { style: "pipeDelimited", explode: false }, array, "p=1|2%7C3", [1, 2, 3]],
  ["a deep object", { style: "deepObject", explode: true }, object, "p[a]=1&p%5Bb%5D=x&p=y", { a: 1, b: "x" }],
  ["no deep object", { style: "deepObject", explode: true }, object, "q[a]=1", undefined],
  [
    "a member twice",
    { style: "deepObject", explode: true },
    object,
    "p[a]=1&p[a]=2",
    "query /p/a is given more than once",
  ],
  ["an exploded object", {}, object, "a=1&b=x&c=y", { a: 1, b: "x" }],
  ["an object in one value", { explode: false }, object, "p=a,1,b,x", { a: 1, b: "x" }],
  ["a list in a path", { in: "path" }, array, "p=1,2", [1, 2]],
  ["an object in a path", { in: "path", explode: true }, object, "p=a=1,b=x", { a: 1, b: "x" }],
  ["a list in a header", { in: "header" }, array, "p=1, 2", [1, 2]],
  ["a list in a cookie", { in: "cookie", explode: false }, array, "p=1,2", [1, 2]],
  ["a label", { in: "path", style: "label" }, count, "p=.1", 1],
  ["a list in a label", { in: "path", style: "label" }, array, "p=.1,2", [1, 2]],
  ["an exploded list in a label", { in: "path", style: "label", explode: true }, array, "p=.1.2", [1, 2]],
  ["an object in a label", { in: "path", style: "label" }, object, "p=.a,1,b,x", { a: 1, b: "x" }],
  [
    "an exploded object in a label",
    { in: "path", style: "label", explode: true },
    object,
    "p=.a=1.b=x",
    { a: 1, b: "x" },
  ],
  ["no label", { in: "path", style: "label" }, count, "p=1", 'path /p must begin with "."'],
  ["a matrix", { in: "path", style: "matrix" }, count, "p=;p=1", 1],
  ["a list in a matrix", { in: "path", style: "matrix" }, array, "p=;p=1,2", [1, 2]],
  ["an exploded list in a matrix", { in: "path", style: "matrix", explode: true }, array, "p=;p=1;p=2", [1, 2]],
  ["an object in a matrix", { in: "path", style: "matrix" }, object, "p=;p=a,1,b,x", { a: 1, b: "x" }],
  [
    "an exploded object in a matrix",
    { in: "path", style: "matrix", explode: true },
    object,
    "p=;a=1;b=x",
    { a: 1, b: "x" },
  ],
  ["another name in a matrix", { in: "path", style: "matrix" }, count, "p=;q=1", undefined],
  ["no matrix", { in: "path", style: "matrix" }, count, "p=p=1", 'path /p must begin with ";"'],
  [
    "a style that is not known",
    { in: "path", style: "fancy" },
    count,
    "p=1",
    "The style fancy of the parameter p is not supported",
  ],
])("%s", (_name, parameter, schema, text, expected) => {
  expect(read(parameter, schema, text)).toEqual(expected);
});
