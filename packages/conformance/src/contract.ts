/** What the suite reads of one contract: all of it generated. */

import type { StreamContract, Validate } from "@parley/contracts";
import { type LocatedOperation, listOperations, type OpenApiDocument } from "@parley/contracts/document";

/** Validators of one operation, as `validators.js` has them. */
export interface OperationValidators {
  readonly request: Readonly<Record<string, Validate>>;
  readonly responses: Readonly<Record<string, Readonly<Record<string, Validate>>>>;
  readonly events: Readonly<Record<string, Validate>>;
}

/** One contract with everything that is generated from it. */
export interface Contract {
  readonly name: string;
  readonly document: OpenApiDocument;
  readonly validators: Readonly<Record<string, OperationValidators>>;
  readonly streams: Readonly<Record<string, StreamContract>>;
  /** Bytes of an example file by its name in `examples/`. */
  readonly readExample: (name: string) => Promise<Buffer>;
}

/** The operations of a contract by their ids, in the order of the document. */
export function operationsById({ document }: Contract): Map<string, LocatedOperation> {
  return new Map(listOperations(document).map((located) => [located.operation.operationId, located]));
}

/** Violations of a value as sentences; empty when the schema accepts it. */
export function violations(validate: Validate | undefined, value: unknown): string[] {
  if (!validate) return ["the contract has no schema for it"];
  if (validate(value)) return [];
  return (validate.errors ?? []).map(
    ({ instancePath, message }) => `${instancePath || "/"} ${message ?? "is invalid"}`,
  );
}
