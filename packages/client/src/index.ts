/** Runtime of the Parley clients. */

export { type Clock, systemClock } from "@parley/clock";
export type { ClientContract, ClientOperation, ClientScheme, StreamContract } from "@parley/contracts";
export type { CredentialProvider, FetchToken, TokenResult } from "./auth/index.ts";
export {
  createTokenSource,
  keepFresh,
  refuseBrowser,
  type ShareOptions,
  shareFetchToken,
  type TokenChannel,
  type TokenLocks,
  type TokenSource,
  type TokenSourceOptions,
} from "./auth/index.ts";
export {
  type StreamedBody,
  type StreamMultipartOptions,
  type StreamPart,
  streamMultipart,
  type UploadProgress,
} from "./body/index.ts";
export {
  createEventStreamDecoder,
  type DecodedEvent,
  decodeEventStream,
  type EventStreamDecoder,
  type EventStreamDecoderOptions,
} from "./decoder/index.ts";
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
  redact,
  ServerError,
  StreamEndedEarlyError,
  StreamFailedError,
  TimeoutError,
  TokenError,
  UnsupportedMediaTypeError,
  UsageError,
} from "./errors/index.ts";
export type { EndpointRequestOptions, EndpointResponseOptions } from "./oauth/index.ts";
export {
  type AuthorizationCodeGrant,
  type AuthorizationExpectation,
  type AuthorizationRequest,
  buildAuthorizationUrl,
  buildIntrospectionRequest,
  buildRevocationRequest,
  buildTokenRequest,
  createCodeChallenge,
  createCodeVerifier,
  createState,
  type IntrospectionRequest,
  type IntrospectionResponse,
  OAuthError,
  type OAuthErrorCode,
  type RefreshTokenGrant,
  type RevocationRequest,
  readAuthorizationResponse,
  readIntrospectionResponse,
  readRevocationResponse,
  readTokenResponse,
  type TokenRequest,
  type TokenResponse,
} from "./oauth/index.ts";
export { type Page, type PageReading, readPages } from "./pages/index.ts";
export {
  type ApiClient,
  type ApiContract,
  type ApiOptions,
  type ApiPaths,
  type ApiSetup,
  type CallOptions,
  createApiClient,
  createDebugLogger,
  type DataOf,
  type DebugLoggerOptions,
  type IdempotencyOptions,
  isRefusalOf,
  type Method,
  type PathsOf,
  type Refusal,
  setupOf,
  unwrap,
  withCredentials,
} from "./request/index.ts";
export type { RetryPolicy } from "./retry/index.ts";
export {
  type Arrival,
  collectText,
  type EventStream,
  type FilteredStream,
  type FilterStep,
  openFiltered,
  openStream,
  type StreamFilter,
  type StreamInit,
  type StreamOptions,
  type UnknownEvent,
} from "./stream/index.ts";
