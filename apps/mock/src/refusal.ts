/** Answers a refusal in the contract's own form, with the reason where that form has room for it. */

import {
  dereference,
  type ExampleObject,
  type LocatedOperation,
  listExamples,
  type OpenApiDocument,
  type SchemaObject,
} from "@parley/contracts/document";
import type { MockResponse } from "./mock.ts";
import { sentence, summarize, type Violation } from "./violations.ts";

/** A documented answer that can be filled in. */
interface Form {
  readonly contentType: string;
  readonly schema: SchemaObject;
  readonly examples: readonly ExampleObject[];
}

/**
 * The contract's own answer for a status: its example with the violations in it. Where an operation documents no such
 * status, it is what the contract's other operations answer then; where none does, problem details.
 */
export function refuse(
  document: OpenApiDocument,
  operations: readonly LocatedOperation[],
  located: LocatedOperation | undefined,
  status: number,
  violations: readonly Violation[],
): MockResponse {
  const form = located && (formOf(document, located, status) ?? commonForm(document, operations, status));
  if (!form) return problem(status, summarize(violations), violations);
  const body = fill(document, form.schema, chooseExample(form, violations), violations);
  return {
    status,
    headers: { "content-type": form.contentType },
    body: JSON.stringify(body),
    reason: summarize(violations),
  };
}

/** Problem details (RFC 9457), for what the contract says nothing about. */
export function problem(status: number, detail: string, violations: readonly Violation[]): MockResponse {
  return {
    status,
    headers: { "content-type": "application/problem+json" },
    body: JSON.stringify({ type: "about:blank", status, detail, errors: violations }),
    reason: detail,
  };
}

function formOf(document: OpenApiDocument, { responses }: LocatedOperation, status: number): Form | undefined {
  for (const [contentType, media] of Object.entries(responses[status]?.content ?? {})) {
    const examples = listExamples(document, media).map(([, example]) => example);
    if (/json/.test(contentType) && examples.length > 0) return { contentType, schema: media.schema ?? {}, examples };
  }
  return undefined;
}

/** What most operations answer with this status. */
function commonForm(
  document: OpenApiDocument,
  operations: readonly LocatedOperation[],
  status: number,
): Form | undefined {
  const forms = operations.flatMap((operation) => formOf(document, operation, status) ?? []);
  const groups = Map.groupBy(forms, ({ examples }) => JSON.stringify(examples[0]?.value));
  const [largest] = [...groups.values()].sort((left, right) => right.length - left.length);
  return largest?.[0];
}

/** The example that speaks of a field that is wrong, because its code fits; the first one otherwise. */
function chooseExample({ examples }: Form, violations: readonly Violation[]): unknown {
  const fields = violations.map(({ field }) => field.split(/\W+/).findLast((name) => name !== ""));
  const words = examples.map(({ value }) => JSON.stringify(value).split(/\W+/));
  const found = fields.map((field) => words.findIndex((known) => field !== undefined && known.includes(field)));
  return examples[Math.max(0, found.find((index) => index >= 0) ?? 0)]?.value;
}

/** Members that hold words for people, the most telling first; `error` is a code where there is another one. */
const textMembers = ["message", "detail", "error_description", "description", "reason", "error"];
/** Members that hold one item for each thing that is wrong. */
const listMembers = ["errors", "violations", "details"];

/** A copy of an example that says what is wrong, in the members that its schema has for that. */
function fill(
  document: OpenApiDocument,
  schema: SchemaObject,
  example: unknown,
  violations: readonly Violation[],
): unknown {
  if (typeof example !== "object" || example === null || Array.isArray(example)) return example;
  const known = propertiesOf(document, schema);
  const value = { ...example } as Record<string, unknown>; // as just checked
  for (const name of listMembers) {
    const items = known[name]?.type === "array" && known[name].items;
    if (items)
      value[name] = violations.map((violation) => listItem(dereference(document, items as SchemaObject), violation));
  }
  const text = textMembers.find((name) => (known[name] ? isFreeText(known[name]) : typeof value[name] === "string"));
  if (text !== undefined) return { ...value, [text]: summarize(violations) };
  for (const [name, member] of Object.entries(value)) {
    const inner = known[name];
    if (inner && typeof member === "object") value[name] = fill(document, inner, member, violations);
  }
  return value;
}

/** Whether any words may stand there. */
function isFreeText(schema: SchemaObject): boolean {
  const limits = ["enum", "const", "pattern", "format", "maxLength"];
  return [schema.type].flat().includes("string") && !limits.some((keyword) => keyword in schema);
}

/** Whatever a contract calls the parts of a violation. */
function listItem(schema: SchemaObject, violation: Violation): unknown {
  if (schema.type !== "object") return sentence(violation);
  const names = Object.keys((schema.properties ?? {}) as object);
  const values: readonly [pattern: RegExp, value: string][] = [
    [/^(field|path|name|property|parameter|pointer|location|loc)$/i, violation.field],
    [/^(rule|keyword|code|type)$/i, violation.rule],
    [/^(message|msg|detail|description|reason|error)$/i, violation.detail],
    [/^(in|source)$/i, violation.in],
  ];
  return Object.fromEntries(
    names.flatMap((name) => values.filter(([pattern]) => pattern.test(name)).map(([, value]) => [name, value])),
  );
}

/** Properties of a schema and of what it is composed of. */
function propertiesOf(document: OpenApiDocument, schema: SchemaObject): Record<string, SchemaObject> {
  const {
    properties = {},
    allOf = [],
    anyOf = [],
    oneOf = [],
  } = dereference(document, schema) as {
    properties?: Record<string, SchemaObject>;
    allOf?: SchemaObject[];
    anyOf?: SchemaObject[];
    oneOf?: SchemaObject[];
  }; // JSON Schema, 10.2 and 10.3
  const parts = [...anyOf, ...oneOf, ...allOf].map((part) => propertiesOf(document, part));
  const own = Object.entries(properties).map(([name, member]) => [name, dereference(document, member)] as const);
  return Object.assign({}, ...parts, Object.fromEntries(own));
}
