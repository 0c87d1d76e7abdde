/** Conformance of a server to a contract. */

export { type Cases, listCases, type NegativeCase, type PositiveCase } from "./cases.ts";
export { checkNegative, checkPositive, type Target } from "./check.ts";
export type { Contract, OperationValidators } from "./contract.ts";
export { type AnswerWish, type ExampleAnswer, type ExampleEvent, exampleAnswer } from "./example-answer.ts";
export { loadContract } from "./load.ts";
export { buildRequest, type Credentials, type RequestBody, type RequestPlan } from "./request.ts";
