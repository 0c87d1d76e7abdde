/** Emits the TypeScript types of paths, operations and schemas. */

import openapiTypescript, { astToString, type OpenAPI3 } from "openapi-typescript";
import ts from "typescript";
import type { OpenApiDocument } from "../document.ts";
import { typeBytes } from "./bytes.ts";
import { nameSchemas } from "./named-schemas.ts";

const blob = ts.factory.createTypeReferenceNode("Blob");

/** Text of `types.ts`; a schema of raw bytes becomes `Blob`. */
export async function emitTypes(document: OpenApiDocument): Promise<string> {
  // It hides schemas without a type from `transform`, and has one type of document for 3.0 and 3.1.
  const prepared = typeBytes(document) as object as OpenAPI3;
  const nodes = await openapiTypescript(prepared, {
    defaultNonNullable: false,
    silent: true,
    transform: (schema) => (schema.format === "binary" ? blob : undefined),
  });
  return `// Generated from the contract; do not edit.\n\n${astToString(nameSchemas(nodes))}`;
}
