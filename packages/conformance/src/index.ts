/** Conformance of a server to a contract. */

export type { Cases, NegativeCase, PositiveCase } from "./case-types.ts";
export { listCases } from "./cases.ts";
export { checkNegative, checkPositive, type Target } from "./check.ts";
export type { Contract, OperationValidators } from "./contract.ts";
export type { TimeLimit } from "./deadline.ts";
export { type KnownFailure, listUnused } from "./known-failures.ts";
export { loadContract } from "./load.ts";
export { buildRequest, type Credentials, type RequestBody, type RequestPlan } from "./request.ts";
