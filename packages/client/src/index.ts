/** Runtime of the Parley clients. */

export { type Api, type ApiContract, type ApiOptions, type CallContext, createApi, type Middleware } from "./api.ts";
export { type CallArguments, type CallOptions, call, callRaw, isRefusalOf, request } from "./call.ts";
export { type Clock, systemClock } from "./clock.ts";
export type { CredentialProvider } from "./credentials.ts";
export {
  AbortError,
  ApiError,
  AuthenticationError,
  BadRequestError,
  ConflictError,
  ConnectionError,
  isParleyError,
  NotFoundError,
  ParleyError,
  PayloadTooLargeError,
  PermissionError,
  ProtocolError,
  RateLimitError,
  ServerError,
  StreamEndedEarlyError,
  StreamFailedError,
  TimeoutError,
  TokenError,
  UnsupportedMediaTypeError,
  UsageError,
} from "./errors.ts";
export {
  type EventStream,
  openStream,
  type StreamArguments,
  type StreamOptions,
  type UnknownEvent,
} from "./event-stream.ts";
export {
  createEventStreamDecoder,
  type DecodedEvent,
  decodeEventStream,
  type EventStreamDecoder,
  type EventStreamDecoderOptions,
} from "./event-stream-decoder.ts";
export type { Data, Input, KnownOperation, Refusal, Result } from "./operation-types.ts";
export { redact } from "./redact.ts";
export type { RetryPolicy } from "./retry.ts";
