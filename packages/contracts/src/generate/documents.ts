/** The texts that a contract is published as: OpenAPI 3.1, and its projection to 3.2. */

import { stringify } from "yaml";
import type { OpenApiDocument } from "../document.ts";
import { typeBytes } from "./bytes.ts";
import { projectToOpenApi32 } from "./openapi-3-2.ts";

/** File names and texts of one bundled document. */
export function emitDocuments(document: OpenApiDocument): Record<string, string> {
  const published = typeBytes(document);
  const projection = projectToOpenApi32(published);
  return {
    "openapi-3.2.json": `${JSON.stringify(projection, null, 2)}\n`,
    "openapi-3.2.yaml": stringify(projection, { aliasDuplicateObjects: false }),
    "openapi.json": `${JSON.stringify(published, null, 2)}\n`,
    "openapi.yaml": stringify(published),
  };
}
