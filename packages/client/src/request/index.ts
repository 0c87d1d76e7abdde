/** Calls of operations. */

export {
  type Api,
  type ApiContract,
  type ApiOptions,
  type ApiSetup,
  type CallContext,
  createApi,
  type Middleware,
  setupOf,
} from "./api.ts";
export {
  type CallArguments,
  type CallOptions,
  call,
  callBlob,
  callRaw,
  isRefusalOf,
  type LooseInput,
  request,
  sendOperation,
} from "./call.ts";
export { createDebugLogger, type DebugLoggerOptions } from "./debug-logger.ts";
export type { Data, Input, KnownOperation, OperationTypes, Refusal, Result } from "./operation-types.ts";
export { problemMessage, protocolError, readAnswer, refusal } from "./response.ts";
export { aborted, discard, type Mask } from "./send.ts";
