/** Runtime of the Parley clients. */

export { type Clock, systemClock } from "@parley/clock";
export type { Operation, SecurityScheme, StreamContract } from "@parley/contracts";
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
  type StreamedBody,
  type StreamMultipartOptions,
  type StreamPart,
  streamMultipart,
  type UploadProgress,
} from "./body-multipart-stream.ts";
export { type CallArguments, type CallOptions, call, callBlob, callRaw, isRefusalOf, request } from "./call.ts";
export { collectText } from "./collect-text.ts";
export type { CredentialProvider } from "./credentials.ts";
export { createDebugLogger, type DebugLoggerOptions } from "./debug-logger.ts";
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
export { keepFresh } from "./keep-fresh.ts";
export {
  type AuthorizationExpectation,
  type AuthorizationRequest,
  buildAuthorizationUrl,
  readAuthorizationResponse,
} from "./oauth-authorization.ts";
export type { EndpointRequestOptions, EndpointResponseOptions } from "./oauth-endpoint.ts";
export { OAuthError, type OAuthErrorCode } from "./oauth-error.ts";
export {
  buildIntrospectionRequest,
  type IntrospectionRequest,
  type IntrospectionResponse,
  readIntrospectionResponse,
} from "./oauth-introspection.ts";
export { buildRevocationRequest, type RevocationRequest, readRevocationResponse } from "./oauth-revocation.ts";
export {
  type AuthorizationCodeGrant,
  buildTokenRequest,
  type RefreshTokenGrant,
  readTokenResponse,
  type TokenRequest,
  type TokenResponse,
} from "./oauth-token.ts";
export type { Data, Input, KnownOperation, Refusal, Result } from "./operation-types.ts";
export { createCodeChallenge, createCodeVerifier, createState } from "./pkce.ts";
export { redact } from "./redact.ts";
export { refuseBrowser } from "./refuse-browser.ts";
export type { RetryPolicy } from "./retry.ts";
export type { FetchToken, TokenResult } from "./token-result.ts";
export { createTokenSource, type TokenSource, type TokenSourceOptions } from "./tokens.ts";
export { type ShareOptions, shareFetchToken, type TokenChannel, type TokenLocks } from "./tokens-shared.ts";
