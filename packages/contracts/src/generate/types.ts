/** Emits the TypeScript types of paths, operations and schemas. */

import openapiTypescript, { astToString, type OpenAPI3 } from "openapi-typescript";
import ts from "typescript";
import type { OpenApiDocument } from "../document.ts";

type Json = Record<string, unknown>;

const blob = ts.factory.createTypeReferenceNode("Blob");

/** A copy as the generator can take it: raw bytes have a type, as it hides schemas without one from `transform`. */
function prepare(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(prepare);
  if (typeof value !== "object" || value === null) return value;
  const copy: Json = Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, prepare(inner)]));
  const isBytes = typeof copy.contentMediaType === "string" && !("type" in copy);
  return isBytes ? { ...copy, type: "string", format: "binary" } : copy;
}

/** Text of `types.ts`; a schema of raw bytes becomes `Blob`. */
export async function emitTypes(document: OpenApiDocument): Promise<string> {
  const prepared = prepare(document) as OpenAPI3; // its type for 3.0 and 3.1 alike
  const nodes = await openapiTypescript(prepared, {
    defaultNonNullable: false,
    silent: true,
    transform: (schema) => (schema.format === "binary" ? blob : undefined),
  });
  return `// Generated from the contract; do not edit.\n\n${astToString(nodes)}`;
}
