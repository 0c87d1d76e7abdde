/** Server stubs of the contracts: typed handlers become one web-standard fetch handler. */

export { type Clock, systemClock } from "@parley/clock";
export type { Operation, SecurityScheme, StreamContract, Validate, Violation } from "@parley/contracts";
export { type Contract, type ContractParts, defineContract, type OperationValidators } from "./contract.ts";
export type { CorsOptions } from "./cors.ts";
export { type EventFields, encodeComment, encodeEvent, type OutgoingEvent } from "./event-stream-encoder.ts";
export { EventStreamError, type EventStreamErrorCode } from "./event-stream-error.ts";
export { defaultLimits, type Limits } from "./limits.ts";
export { notImplemented } from "./not-implemented.ts";
export type { Answer, Context, EventOf, Handler, Handlers, OperationName, Principal } from "./operation-types.ts";
export type { Incident, ServeOptions } from "./options.ts";
export type { Problem, ProblemCode, RequestViolation } from "./problem.ts";
export type { ResponseCheck } from "./reply.ts";
export { ResponseError, type ResponseErrorCode } from "./response-error.ts";
export type { Verifier, Verifiers } from "./security.ts";
export { type FetchHandler, serve } from "./serve.ts";
export { type StreamResponseOptions, streamResponse } from "./stream-response.ts";
export type { StreamOptions, StreamSource } from "./stream-run.ts";
