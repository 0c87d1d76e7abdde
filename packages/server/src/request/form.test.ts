/** Objects in the fields of a form, which are JSON from strangers as any body is. */

import { expect, test } from "vitest";
import { createSchemaReader } from "../contract/index.ts";
import { compileForm } from "./form.ts";
import { Refusal } from "./problem.ts";

const reader = createSchemaReader({ openapi: "3.1.0", info: { title: "Forms", version: "1" }, servers: [], paths: {} });
const read = compileForm(
  reader,
  { schema: { type: "object", properties: { meta: { type: ["object", "null"] } } } },
  { depth: 3, values: 4 },
);

function valueFrom(text: string): unknown {
  try {
    return read([["meta", text]]);
  } catch (error) {
    return error instanceof Refusal ? `${error.code}: ${error.message}` : error;
  }
}

test.each([
  ["an object", '{"a":{"b":1}}', { meta: { a: { b: 1 } } }],
  ["null", "null", { meta: null }],
  ["broken JSON, for the validator to refuse", "{", { meta: "{" }],
  ["prototypes [server.input.prototype]", '{"__proto__":1}', "malformed: body /meta has a name that is not allowed"],
  ["a NUL [server.input.nul]", '{"a":"\\u0000"}', "malformed: body /meta/a has a NUL character"],
  ["depth [server.json.depth]", "[".repeat(100_000), "malformed: The body is nested deeper than 3"],
  ["width [server.json.width]", "[1,1,1,1,1]", "too_large: The body has more than 4 values"],
])("a field with %s", (_name, text, expected) => {
  expect(valueFrom(text)).toEqual(expected);
});
