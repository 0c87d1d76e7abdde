/** Every error that a client throws: one root class, told apart by class or by `code`. */

import { redact } from "./redact.ts";

const brand = Symbol.for("parley.error");
/** What `console.log` of Node, Deno and Bun calls. */
const inspect = Symbol.for("nodejs.util.inspect.custom");

function print(this: ParleyError): string {
  // The stack begins with the name that the error had before its class gave it one.
  const text = this.stack?.replace(/^\w+/, this.name) ?? this.toString();
  return `${text} ${JSON.stringify({ ...this.toJSON(), name: undefined, message: undefined })}`;
}

/** What an error says beside its message. */
export interface ParleyErrorOptions {
  /** Stable name of the kind of error, for programs. */
  readonly code: string;
  readonly operationId?: string | undefined;
  readonly requestId?: string | undefined;
  readonly cause?: unknown;
}

/**
 * Root of all errors of the Parley clients.
 *
 * Messages, `toString`, `JSON.stringify` and `console.log` show neither credentials nor bodies nor addresses with
 * tokens.
 */
export class ParleyError extends Error {
  override readonly name: string = "ParleyError";
  /** Stable name of the kind of error, for programs. */
  readonly code: string;
  /** Operation of the contract that failed. */
  readonly operationId: string | undefined;
  /** Id that the server gave to the request, if it sent one. */
  readonly requestId: string | undefined;
  // Behind an accessor, because runtimes print and clone a cause that is a property, and it may quote what is secret.
  readonly #cause: unknown;

  constructor(message: string, { code, operationId, requestId, cause }: ParleyErrorOptions) {
    super(redact(message));
    this.code = code;
    this.operationId = operationId;
    this.requestId = requestId;
    this.#cause = cause;
    Object.defineProperties(this, { [brand]: { value: true }, [inspect]: { value: print } });
  }

  /** What led to this error; read by name only. */
  override get cause(): unknown {
    return this.#cause;
  }

  /** The printable members. */
  toJSON(): Record<string, unknown> {
    const { name, code, message, operationId, requestId } = this;
    return { name, code, message, operationId, requestId };
  }
}

/** Defines members that are read by name only. */
export function hide(target: object, members: Readonly<Record<string, unknown>>): void {
  for (const [name, value] of Object.entries(members)) {
    Object.defineProperty(target, name, { value, configurable: true, writable: true });
  }
}

/** Whether a value is an error of any copy of this package, also when it is installed twice. */
export function isParleyError(value: unknown): value is ParleyError {
  return typeof value === "object" && value !== null && brand in value;
}

/** What an {@link ApiError} is made of. */
export interface ApiErrorOptions extends ParleyErrorOptions {
  readonly status: number;
  readonly body: unknown;
  readonly response: Response;
  /** Milliseconds to wait that the server asked for. */
  readonly retryAfter?: number | undefined;
  /** Whether the contract has this status with such a body. */
  readonly isDocumented?: boolean;
}

/** The server refused: a response with a status of 400 or more. */
export class ApiError<Body = unknown, Status extends number = number> extends ParleyError {
  override readonly name: string = "ApiError";
  readonly status: Status;
  /** Milliseconds to wait that the server asked for. */
  readonly retryAfter: number | undefined;
  /** Decoded body, typed by the contract; not printed. */
  declare readonly body: Body;
  /** The response, its body read; not printed. */
  declare readonly response: Response;
  /** Whether the contract has this status with such a body; otherwise `body` is a guess by the content type. */
  declare readonly isDocumented: boolean;

  constructor(message: string, options: ApiErrorOptions) {
    super(message, options);
    this.status = options.status as Status; // the caller types it by the contract
    this.retryAfter = options.retryAfter;
    const { body, response, isDocumented = false } = options;
    hide(this, { body, response, isDocumented });
  }

  override toJSON(): Record<string, unknown> {
    return { ...super.toJSON(), status: this.status };
  }
}

/** 400 or 422: the request is wrong in itself. */
export class BadRequestError<Body = unknown> extends ApiError<Body> {
  override readonly name = "BadRequestError";
}

/** 401: no credential, or one that is not accepted. */
export class AuthenticationError<Body = unknown> extends ApiError<Body> {
  override readonly name = "AuthenticationError";
}

/** 403: the credential does not allow it. */
export class PermissionError<Body = unknown> extends ApiError<Body> {
  override readonly name = "PermissionError";
}

/** 404 or 410: there is no such thing, or none that the caller may see. */
export class NotFoundError<Body = unknown> extends ApiError<Body> {
  override readonly name = "NotFoundError";
}

/** 409: the state of the thing does not allow it. */
export class ConflictError<Body = unknown> extends ApiError<Body> {
  override readonly name = "ConflictError";
}

/** 413: the body is too large. */
export class PayloadTooLargeError<Body = unknown> extends ApiError<Body> {
  override readonly name = "PayloadTooLargeError";
}

/** 415: the content type of the body is not taken. */
export class UnsupportedMediaTypeError<Body = unknown> extends ApiError<Body> {
  override readonly name = "UnsupportedMediaTypeError";
}

/** 429: too many requests; `retryAfter` says how long to wait. */
export class RateLimitError<Body = unknown> extends ApiError<Body> {
  override readonly name = "RateLimitError";
}

/** 500 and above: the platform failed. */
export class ServerError<Body = unknown> extends ApiError<Body> {
  override readonly name = "ServerError";
}

/** The caller's signal ended the call. */
export class AbortError extends ParleyError {
  override readonly name = "AbortError";
}

/** No answer, or no byte of a stream, within the time that was set. */
export class TimeoutError extends ParleyError {
  override readonly name = "TimeoutError";
}

/** No connection, or one that broke before the response was there. */
export class ConnectionError extends ParleyError {
  override readonly name = "ConnectionError";
}

/** The server answered with something that is not in the contract. */
export class ProtocolError extends ParleyError {
  override readonly name = "ProtocolError";
}

/** The client was used or set up wrongly. */
export class UsageError extends ParleyError {
  override readonly name = "UsageError";
}

/** No token could be got from its source. */
export class TokenError extends ParleyError {
  override readonly name = "TokenError";
}

/** A stream said itself that it failed; `data` is that event, `partial` what came before. */
export class StreamFailedError<Data = unknown, Partial = unknown> extends ParleyError {
  override readonly name: string = "StreamFailedError";
  declare readonly data: Data;
  declare readonly partial: Partial;

  constructor(message: string, { data, partial, ...options }: ParleyErrorOptions & { data: Data; partial: Partial }) {
    super(message, options);
    hide(this, { data, partial });
  }
}

/** A stream stopped without one of the events that may end it; `partial` is what came before. */
export class StreamEndedEarlyError<Partial = unknown> extends ParleyError {
  override readonly name: string = "StreamEndedEarlyError";
  declare readonly partial: Partial;

  constructor(message: string, { partial, ...options }: ParleyErrorOptions & { partial: Partial }) {
    super(message, options);
    hide(this, { partial });
  }
}

const classes: Readonly<Record<number, new (message: string, options: ApiErrorOptions) => ApiError>> = {
  400: BadRequestError,
  401: AuthenticationError,
  403: PermissionError,
  404: NotFoundError,
  409: ConflictError,
  410: NotFoundError,
  413: PayloadTooLargeError,
  415: UnsupportedMediaTypeError,
  422: BadRequestError,
  429: RateLimitError,
};

/** Makes the error of the class that belongs to a status. */
export function createApiError(message: string, options: ApiErrorOptions): ApiError {
  const ErrorClass = classes[options.status] ?? (options.status >= 500 ? ServerError : ApiError);
  return new ErrorClass(message, options);
}

/** Makes the error of an operation; the words follow its id. */
export function failureOf<Failure extends ParleyError, More extends object>(
  FailureClass: new (message: string, options: ParleyErrorOptions & More) => Failure,
  { id }: { readonly id: string },
  code: string,
  words: string,
  more?: More & Pick<ParleyErrorOptions, "cause">,
): Failure {
  return new FailureClass(`${id} ${words}`, { code, operationId: id, ...(more as More) }); // none where none is needed
}
