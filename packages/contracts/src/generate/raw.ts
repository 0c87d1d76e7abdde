/** Emits what a client package offers besides its own functions, under names that differ. */

import { listOperations, type OpenApiDocument } from "../document.ts";
import { findStream } from "./operations.ts";

/** Text of `raw.ts`. */
export function emitRaw(document: OpenApiDocument): string {
  const operations = listOperations(document);
  const ids = operations.map(({ operation }) => operation.operationId).sort();
  const streams = operations
    .filter((located) => findStream(located))
    .map(({ operation: { operationId } }) => `${operationId} as ${operationId}Events`)
    .sort();
  return [
    "// Generated from the contract; do not edit.\n",
    `export { ${ids.join(", ")} } from "./operations.ts";`,
    ...(streams.length > 0 ? [`export { ${streams.join(", ")} } from "./streams.ts";`] : []),
    "",
  ].join("\n");
}
