/** The forms that a contract has for its errors, as code that makes them of a problem. */

import { type LocatedOperation, listExamples, listOperations, type OpenApiDocument } from "@parley/contracts/document";
import { sample } from "./sample.ts";

/** RFC 6749 section 5.2: the codes of a token endpoint, and what stands for the rest of HTTP there. */
const oauthCode = `/** The code of RFC 6749 section 5.2 for a problem. */
function oauthCodeOf({ code, status }: Problem): string {
  if (status >= 500) return "server_error";
  if (code === "unauthenticated" || code === "invalid_token") return "invalid_client";
  return code === "insufficient_scope" ? "insufficient_scope" : "invalid_request";
}
`;

/** The text of `format-error.ts`: the form of most refusals, and those of the operations that have another one. */
export function formatErrorFile(document: OpenApiDocument): string {
  const forms = listOperations(document).flatMap((located) => {
    const [value] = refusalsOf(document, located);
    return value === undefined ? [] : [{ id: located.operation.operationId, form: template(value) }];
  });
  const counts = Map.groupBy(forms, ({ form }) => form);
  const [most = { form: "{ message: problem.message }" }] = forms.toSorted(
    (left, right) => (counts.get(right.form)?.length ?? 0) - (counts.get(left.form)?.length ?? 0),
  );
  const others = [...counts].filter(([form]) => form !== most.form);
  const cases = others.map(
    ([form, operations]) =>
      `${operations.map(({ id }) => `    case ${JSON.stringify(id)}:\n`).join("")}      return ${form};\n`,
  );
  const body =
    cases.length === 0
      ? `  return ${most.form};\n`
      : `  switch (problem.operation?.id) {\n${cases.join("")}    default:\n      return ${most.form};\n  }\n`;
  return `/** Puts a refusal in the form of the contract. */

import type { Problem } from "@parley/server";

export function formatError(problem: Problem): unknown {
${body}}
${body.includes("oauthCodeOf") ? `\n${oauthCode}` : ""}`;
}

/** Bodies of the refusals of an operation: examples, or samples of their schemas. */
function refusalsOf(document: OpenApiDocument, { responses }: LocatedOperation): unknown[] {
  return Object.entries(responses)
    .filter(([status]) => /^(?:4|default)/.test(status))
    .flatMap(([, { content = {} }]) => Object.entries(content))
    .filter(([type]) => /json/.test(type))
    .flatMap(([, media]) => {
      const [example] = listExamples(document, media);
      const value = example ? example[1].value : sample(document, media.schema);
      return value === undefined ? [] : [value];
    });
}

function template(value: unknown): string {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return "{ message: problem.message }";
  const isOAuth = "error" in value && typeof value.error === "string" && /^[a-z_]+$/.test(value.error);
  const members = Object.entries(value).map(([name, member]) => {
    const text = isOAuth && name === "error" ? "oauthCodeOf(problem)" : memberTemplate(name, member);
    return `${JSON.stringify(name)}: ${text}`;
  });
  return `{ ${members.join(", ")} }`;
}

function memberTemplate(name: string, value: unknown): string {
  if (Array.isArray(value)) return "[]";
  if (typeof value === "object" && value !== null) return template(value);
  if (typeof value === "string" && /^(message|error|title|detail|error_description)$/.test(name))
    return "problem.message";
  if (name === "code") return typeof value === "number" ? "problem.status" : "problem.code.toUpperCase()";
  if (name === "status" && typeof value === "number") return "problem.status";
  return JSON.stringify(value);
}

/** The text of `error-event.ts`: the event by which each stream says that it failed. */
export function errorEventFile(document: OpenApiDocument): string {
  const cases = listOperations(document).flatMap(({ operation, responses }) => {
    const stream = Object.values(responses).flatMap(
      ({ content }) => content?.["text/event-stream"]?.["x-stream"] ?? [],
    )[0];
    const [name, form] =
      Object.entries(stream?.events ?? {}).find(([, event]) => event.failure && event.terminal) ?? [];
    if (name === undefined || !form) return [];
    const data = form.text ?? (form.schema ? sample(document, form.schema, "The server failed") : undefined);
    if (data === undefined) return [];
    const event = JSON.stringify({ type: name, data });
    return [`    case ${JSON.stringify(operation.operationId)}:\n      return ${event};\n`];
  });
  return `/** Says in the form of the contract that a stream has failed; nothing of the error is told to the reader. */

import type { Operation, OutgoingEvent } from "@parley/server";

export function toErrorEvent(_error: unknown, operation: Operation): OutgoingEvent | undefined {
  switch (operation.id) {
${cases.join("")}    default:
      return undefined;
  }
}
`;
}
