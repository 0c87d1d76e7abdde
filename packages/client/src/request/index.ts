/** Calls of operations: the client of openapi-fetch, and the engine below it. */

export { type Call, maskFor } from "./call.ts";
export { callOf, createApiClient, operationOf, setupOf, withCredentials } from "./client.ts";
export { untilAborted } from "./deadline.ts";
export { createDebugLogger, type DebugLoggerOptions } from "./debug-logger.ts";
export { aborted, protocolError } from "./failures.ts";
export { discard } from "./read-body.ts";
export type { ApiContract, ApiOptions, ApiSetup, CallOptions, IdempotencyOptions } from "./setup.ts";
export type { ApiClient, ApiPaths, DataOf, Method, PathsOf, Refusal } from "./types.ts";
export { isRefusalOf, problemMessage, refusalOf, unwrap } from "./unwrap.ts";
