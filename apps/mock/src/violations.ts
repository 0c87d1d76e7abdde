/** What is wrong with a request, as data and as sentences: place, field, rule. */

import {
  dereference,
  type LocatedOperation,
  type OpenApiDocument,
  type SchemaObject,
} from "@parley/contracts/document";
import { printable } from "@parley/tooling/request-line";
import type { IPrismDiagnostic } from "@stoplight/prism-core";

/** One rule of the contract, or of HTTP, that a request breaks. Nothing in it repeats a value that was sent. */
export interface Violation {
  readonly in: "method" | "path" | "query" | "header" | "body";
  /** Name of the parameter, or path of the member, as in `messages[0].role`. */
  readonly field: string;
  /** Keyword of the rule: that of JSON Schema where one is broken. */
  readonly rule: string;
  /** What would be right, as the end of a sentence that begins with the field. */
  readonly detail: string;
}

/** Violations that are told at once; more of them help nobody. */
const longestList = 3;

/** One line on all violations. */
export function summarize(violations: readonly Violation[]): string {
  const told = violations.slice(0, longestList).map(sentence);
  const more = violations.length - told.length;
  return [...told, ...(more > 0 ? [`and ${more} more`] : [])].join("; ");
}

/** One violation as a sentence. */
export function sentence({ in: place, field, detail }: Violation): string {
  const where = place === "query" || place === "header" ? ` (${place})` : "";
  return `${field}${where}: ${detail}`;
}

/** Reads what Prism found; where a credential or the content type is wrong, the rest does not matter yet. */
export function readViolations(
  document: OpenApiDocument,
  located: LocatedOperation,
  diagnostics: readonly IPrismDiagnostic[],
): Violation[] {
  if (diagnostics.some(({ code }) => code === 401)) return [credentialViolation(document, located)];
  if (diagnostics.some(({ code }) => code === 415)) return [mediaTypeViolation(located)];
  const violations = diagnostics.map((diagnostic) => readViolation(document, located, diagnostic));
  // That no alternative fits says less than what each of them misses.
  const rank = ({ rule }: Violation) => Number(["anyOf", "oneOf", "if"].includes(rule));
  return violations.sort((left, right) => rank(left) - rank(right));
}

function credentialViolation(document: OpenApiDocument, { security }: LocatedOperation): Violation {
  const ways = security.filter((requirement) => Object.keys(requirement).length > 0);
  const places = ways.map((requirement) =>
    Object.keys(requirement).map((name) => credentialPlace(document.components?.securitySchemes?.[name] ?? {})),
  );
  const [first] = places.flat();
  const wanted = places.map((together) => together.map(({ example }) => example).join(" with "));
  return {
    in: first?.in ?? "header",
    field: first?.field ?? "Authorization",
    rule: "security",
    detail: `a credential is missing; send ${[...new Set(wanted)].join(", or ")}`,
  };
}

function credentialPlace(scheme: SchemaObject): { in: "query" | "header"; field: string; example: string } {
  if (scheme.type !== "apiKey") {
    const word = String(scheme.scheme ?? "bearer").toLowerCase() === "basic" ? "Basic" : "Bearer";
    return { in: "header", field: "Authorization", example: `Authorization: ${word} <credential>` };
  }
  const field = String(scheme.name);
  if (scheme.in === "query") return { in: "query", field, example: `?${field}=<credential>` };
  return {
    in: "header",
    field,
    example: scheme.in === "cookie" ? `Cookie: ${field}=<credential>` : `${field}: <credential>`,
  };
}

function mediaTypeViolation({ requestBody }: LocatedOperation): Violation {
  const types = Object.keys(requestBody?.content ?? {});
  const detail = types.length > 0 ? `must be ${list(types)}` : "there must be no body";
  return { in: "header", field: "Content-Type", rule: "mediaType", detail };
}

function readViolation(
  document: OpenApiDocument,
  located: LocatedOperation,
  { path = [], code, message }: IPrismDiagnostic,
): Violation {
  const [place = "body", ...names] = path.map(String);
  const segments = names.map((name) => name.replaceAll("~1", "/").replaceAll("~0", "~"));
  // Prism repeats the place in front of the rule.
  const noun = place === "body" ? "property" : "parameter";
  const prefix = ["Request", place, ...(names.length > 0 ? [noun, names.join(".")] : []), ""].join(" ");
  const text = message.startsWith(prefix) ? message.slice(prefix.length) : message;
  const [, missing] = /^must have required property '(.*)'$/s.exec(text) ?? [];
  const [, extra] = /; found '(.*)'$/s.exec(text) ?? [];
  const target = [...segments, ...[missing ?? extra].filter((name) => name !== undefined)];
  const rule = String(code ?? "");
  if (place === "body") {
    return {
      in: "body",
      field: fieldName(target),
      rule,
      detail: detailOf(rule, text, () => bodySchemaAt(document, located, segments)),
    };
  }
  // Prism looks parameters up in lower case.
  const parameter = located.parameters.find(
    ({ name, in: where }) => where === place && name.toLowerCase() === target[0]?.toLowerCase(),
  );
  return {
    in: place as "path" | "query" | "header", // the only others that Prism has
    field: fieldName([parameter?.name ?? target[0] ?? place, ...target.slice(1)]),
    rule,
    detail: detailOf(rule, text, () => parameter?.schema && dereference(document, parameter.schema)),
  };
}

/** `a.b[0].c`; the whole body where there is no member to name. */
export function fieldName(segments: readonly string[]): string {
  if (segments.length === 0) return "body";
  const name = segments.map((segment) => (/^\d+$/.test(segment) ? `[${segment}]` : `.${segment}`)).join("");
  return printable(name.replace(/^\./, ""));
}

function detailOf(rule: string, text: string, findSchema: () => SchemaObject | undefined): string {
  switch (rule) {
    case "required":
      return "is required";
    case "additionalProperties":
    case "unevaluatedProperties":
      return "is not known here";
    case "enum": {
      const values = findSchema()?.enum;
      return Array.isArray(values) ? `must be one of ${list(values.map((value) => JSON.stringify(value)))}` : text;
    }
    case "const": {
      const value = findSchema()?.const;
      return value === undefined ? text : `must be ${JSON.stringify(value)}`;
    }
    case "type": {
      const types = text.replace(/^must be /, "").split(",");
      return `must be ${types.map((type) => typeNames[type] ?? type).join(" or ")}`;
    }
    default:
      return text;
  }
}

const typeNames: Readonly<Record<string, string>> = {
  string: "a string",
  number: "a number",
  integer: "an integer",
  boolean: "a boolean",
  array: "an array",
  object: "an object",
};

function list(items: readonly string[]): string {
  return items.join(", ");
}

/** The schema of a member of a JSON body, where one way leads to it; alternatives are not searched. */
function bodySchemaAt(
  document: OpenApiDocument,
  { requestBody }: LocatedOperation,
  segments: readonly string[],
): SchemaObject | undefined {
  const media = Object.values(requestBody?.content ?? {}).find(({ schema }) => schema !== undefined);
  let schema = media?.schema && dereference(document, media.schema);
  for (const segment of segments) {
    const { properties = {}, items } = (schema ?? {}) as {
      properties?: Record<string, SchemaObject>;
      items?: SchemaObject;
    }; // JSON Schema, 10.3
    const next = Object.hasOwn(properties, segment) ? properties[segment] : /^\d+$/.test(segment) ? items : undefined;
    schema = next && dereference(document, next);
  }
  return schema;
}
