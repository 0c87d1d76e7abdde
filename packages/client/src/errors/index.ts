/** What a client throws, and the masking of secrets in what people read. */

export {
  AbortError,
  ApiError,
  AuthenticationError,
  BadRequestError,
  ConflictError,
  ConnectionError,
  createApiError,
  failureOf,
  hide,
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
export { capName, findSecrets, redact } from "./redact.ts";
