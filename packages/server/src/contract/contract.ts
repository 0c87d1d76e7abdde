/** A contract as a value: everything that is generated from it, put together once. */

import type { Operation, SecurityScheme, StreamContract, Validate } from "@parley/contracts";

/** Validators of one operation, as the generated `validators.js` has them. */
export interface OperationValidators {
  readonly parameters: { readonly [Place in ParameterPlace]?: Validate };
  readonly request: Readonly<Record<string, Validate>>;
  readonly responses: Readonly<Record<string, Readonly<Record<string, Validate>>>>;
  readonly events: Readonly<Record<string, Validate>>;
}

/** Where a parameter stands in a request. */
export type ParameterPlace = "path" | "query" | "header" | "cookie";

/** What is generated from a contract; each part is the module of that name, taken whole. */
export interface ContractParts {
  readonly operations: Readonly<Record<string, Operation>>;
  readonly validators: Readonly<Record<string, OperationValidators>>;
  readonly streams: Readonly<Record<string, StreamContract>>;
  readonly securitySchemes: Readonly<Record<string, SecurityScheme>>;
  /** The bundled document, `openapi.json`: styles, defaults and write-only members stand only there. */
  readonly document: object;
}

/** A contract with its types. */
export interface Contract extends ContractParts, ContractTypes<object, object> {}

/** Types that only the compiler sees; never there at run time. */
interface ContractTypes<Types, Principals> {
  /** Carries the types of the operations. */
  readonly types?: Types;
  /** Carries the types of the principals by security scheme. */
  readonly principals?: Principals;
}

/**
 * Puts a contract together.
 *
 * Called twice, because the types are given and the parts are inferred. `Types` is the `OperationTypes` of the contract;
 * `Principals` says, by the name of a security scheme, whom a credential of that scheme stands for.
 *
 * @example
 * const chatzy = defineContract<OperationTypes, { idToken: { accountId: string } }>()({
 *   operations, validators, streams, securitySchemes, document,
 * });
 */
export function defineContract<Types extends object, Principals extends object = object>(): <
  const Parts extends ContractParts,
>(
  parts: Parts & SameOperations<Parts>,
) => Parts & ContractTypes<Types, Principals> {
  return (parts) => parts;
}

/** Refuses the parts of different contracts. */
interface SameOperations<Parts extends ContractParts> {
  readonly validators: { readonly [Name in keyof Parts["operations"]]: OperationValidators };
}
