/** Server stubs of the contracts: typed handlers become one web-standard fetch handler. */

export { type Clock, systemClock } from "@parley/clock";
export type { Operation, SecurityScheme, StreamContract, Validate, Violation } from "@parley/contracts";
export {
  type Answer,
  type Context,
  type Contract,
  type ContractParts,
  defineContract,
  type EventOf,
  type Handler,
  type Handlers,
  type OperationName,
  type OperationValidators,
  type Principal,
} from "./contract/index.ts";
export {
  EventStreamError,
  type EventStreamErrorCode,
  type FileReceiver,
  type HostBody,
  type HostHandler,
  type HostRequest,
  type HostResponse,
  type HostStatus,
  type HostView,
  hostView,
  type IncomingFile,
  type ReceiveFile,
  type StreamRun,
  type StreamSink,
  type Viewed,
} from "./host/index.ts";
export { notImplemented } from "./not-implemented.ts";
export type { Incident, ServeOptions, UploadContext } from "./options.ts";
export { defaultLimits, type Limits, type Problem, type ProblemCode, type RequestViolation } from "./request/index.ts";
export { type CorsOptions, type ResponseCheck, ResponseError, type ResponseErrorCode } from "./response/index.ts";
export { type Denial, deny, type Verifier, type Verifiers } from "./security/index.ts";
export { type FetchHandler, serve } from "./serve.ts";
export {
  type EventFields,
  encodeComment,
  encodeEvent,
  type OutgoingEvent,
  type StreamLimits,
  type StreamOptions,
  type StreamResponseOptions,
  type StreamSource,
  streamResponse,
} from "./stream/index.ts";
