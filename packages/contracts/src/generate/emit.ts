/** All files that are generated from one bundled document. */

import type { OpenApiDocument } from "../document.ts";
import { emitClientTable } from "./client-table.ts";
import { emitDocuments } from "./documents.ts";
import { emitEvents, emitOperations, emitSecurity, emitStreams } from "./operations.ts";
import { emitRaw } from "./raw.ts";
import { emitTypes } from "./types.ts";
import { emitValidators } from "./validators.ts";

const index = `// Generated from the contract; do not edit.

export type * from "./events.ts";
export { securitySchemes, serverUrl } from "./security.ts";
export type { components, operations as OperationTypes, paths } from "./types.ts";
`;

/** File names and texts of what a server needs, for one contract. */
export async function emitServer(document: OpenApiDocument): Promise<Record<string, string>> {
  const [types, validators] = await Promise.all([emitTypes(document), emitValidators(document)]);
  return {
    ...emitDocuments(document),
    "events.ts": emitEvents(document),
    "index.ts": index,
    "operations.ts": emitOperations(document),
    "security.ts": emitSecurity(document),
    "streams.ts": emitStreams(document),
    "types.ts": types,
    "validators.d.ts": validators.declaration,
    "validators.js": validators.script,
  };
}

/** File names and texts, for one contract. */
export async function emit(document: OpenApiDocument): Promise<Record<string, string>> {
  return {
    ...(await emitServer(document)),
    "client.ts": emitClientTable(document),
    "raw.ts": emitRaw(document),
  };
}
