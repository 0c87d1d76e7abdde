/** What the suite reads of one contract: all of it generated. */

import type { StreamContract, Validate } from "@parley/contracts";
import {
  type ExampleObject,
  type LocatedOperation,
  listOperations,
  type OpenApiDocument,
} from "@parley/contracts/document";

/** Validators of one operation, as `validators.js` has them. */
export interface OperationValidators {
  /** By the place of the parameters; names of headers are in lower case. */
  readonly parameters?: Readonly<Partial<Record<"path" | "query" | "header" | "cookie", Validate>>>;
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

const tables = new WeakMap<OpenApiDocument, Map<string, LocatedOperation>>();

/** The operations of a contract by their ids, in the order of the document. */
export function operationsById({ document }: Contract): Map<string, LocatedOperation> {
  const known = tables.get(document);
  if (known) return known;
  const table = new Map(listOperations(document).map((located) => [located.operation.operationId, located]));
  tables.set(document, table);
  return table;
}

/** An operation that a case names. */
export function operationOf(contract: Contract, operationId: string): LocatedOperation {
  const located = operationsById(contract).get(operationId);
  if (!located) throw new Error(`The contract ${contract.name} has no operation ${operationId}`);
  return located;
}

/** Name in `examples/` of the file whose bytes an example is; `undefined` where the body is no bytes. */
export function fileOf({ "x-external-file": file }: ExampleObject): string | undefined {
  return file?.replace(/^examples\//, "");
}
