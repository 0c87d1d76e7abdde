/** Emits the TypeScript types of paths, operations and schemas. */

import openapiTypescript, { astToString, type OpenAPI3 } from "openapi-typescript";
import ts from "typescript";
import type { OpenApiDocument } from "../document.ts";

const blob = ts.factory.createTypeReferenceNode("Blob");

/** Text of `types.ts`; a schema of raw bytes becomes `Blob`. */
export async function emitTypes(document: OpenApiDocument): Promise<string> {
  // The generator changes what it is given, and would open the files of binary examples.
  const text = JSON.stringify(document, (key, value: unknown) => (key === "externalValue" ? undefined : value));
  const copy = JSON.parse(text) as OpenAPI3; // its type for 3.0 and 3.1 alike
  const nodes = await openapiTypescript(copy, {
    defaultNonNullable: false,
    silent: true,
    transform: (schema) => ("contentMediaType" in schema && !("type" in schema) ? blob : undefined),
  });
  return `// Generated from the contract; do not edit.\n\n${astToString(nodes)}`;
}
