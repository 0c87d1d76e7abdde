/** Calls operations of a contract: as a result to look at, or as data with errors thrown. */

import type { Operation } from "@parley/contracts";
import createFetchClient from "openapi-fetch";
import { type Api, type ApiSetup, setupOf } from "./api.ts";
import { encodeBody } from "./body.ts";
import type { CredentialProvider } from "./credentials.ts";
import { type ApiError, createApiError, ProtocolError } from "./errors.ts";
import type { Data, Input, KnownOperation, OperationTypes, Refusal, Result } from "./operation-types.ts";
import { readRetryAfter } from "./retry.ts";
import { send } from "./send.ts";

/** Options of one call. */
export interface CallOptions {
  readonly signal?: AbortSignal;
  /** Sent besides those of the client; wins over them. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Used instead of every other address. */
  readonly baseUrl?: string;
  /** Makes a repeat safe: the request is sent with `Idempotency-Key` and may be retried. */
  readonly idempotencyKey?: string;
  /** Tries after the first, instead of those of the client. */
  readonly maxRetries?: number;
  /** Longest wait for the headers of one attempt, in milliseconds. */
  readonly timeout?: number;
  /** Used instead of the `fetch` of the client. */
  readonly fetch?: (request: Request) => Promise<Response>;
  /** Used besides those of the client; wins over them. */
  readonly credentials?: Readonly<Record<string, CredentialProvider>>;
}

/** Input of an operation and options of the call; neither is needed where nothing is required. */
export type CallArguments<Types extends OperationTypes, Op extends KnownOperation<Types>> =
  object extends Input<Types, Op> ? [input?: Input<Types, Op> & CallOptions] : [input: Input<Types, Op> & CallOptions];

interface LooseInput extends CallOptions {
  readonly path?: Readonly<Record<string, unknown>>;
  readonly query?: Readonly<Record<string, unknown>>;
  readonly header?: Readonly<Record<string, unknown>>;
  readonly body?: unknown;
  readonly mediaType?: string;
}

/**
 * Sends the request of an operation and gives the response as it is, body unread.
 *
 * @throws AbortError, TimeoutError, ConnectionError.
 */
export async function callRaw<Types extends OperationTypes, Op extends KnownOperation<Types>>(
  api: Api<Types>,
  operation: Op,
  ...[input]: CallArguments<Types, Op>
): Promise<Response> {
  return sendOperation(setupOf(api), operation, (input ?? {}) as LooseInput); // typed by CallArguments
}

/** Sends an operation whose input is no longer typed. */
export async function sendOperation(setup: ApiSetup, operation: Operation, input: LooseInput): Promise<Response> {
  const { signal, idempotencyKey } = input;
  const baseUrl = input.baseUrl ?? setup.baseUrl ?? operation.server ?? setup.serverUrl;
  const mediaType = input.mediaType ?? operation.requestBody?.mediaTypes[0] ?? "application/json";
  const encoded = input.body === undefined ? undefined : encodeBody(input.body, mediaType);
  const callSetup: ApiSetup = {
    ...setup,
    retry: { ...setup.retry, maxRetries: input.maxRetries ?? setup.retry.maxRetries },
    timeout: input.timeout ?? setup.timeout,
    fetch: input.fetch ?? setup.fetch,
    credentials: { ...setup.credentials, ...input.credentials },
  };
  let response: Response | undefined;
  const client = createFetchClient({ baseUrl });
  await client.request(
    operation.method,
    operation.path as never,
    {
      params: { path: input.path, query: input.query, header: input.header },
      headers: {
        ...setup.headers,
        ...(encoded && { "content-type": encoded.contentType ?? null }),
        ...(idempotencyKey !== undefined && { "idempotency-key": idempotencyKey }),
        ...input.headers,
      },
      body: encoded?.body,
      bodySerializer: (body: unknown) => body,
      ...(encoded?.body instanceof ReadableStream && { duplex: "half" }),
      parseAs: "stream",
      fetch: async (request: Request) => {
        response = await send(
          request,
          {
            operation,
            signal,
            isRepeatable: operation.idempotent || idempotencyKey !== undefined,
            isReplayable: encoded?.isReplayable ?? true,
          },
          callSetup,
        );
        // The body is read by the caller; the library gets an empty answer.
        return new Response(null, { status: 204 });
      },
    } as never,
  ); // its types are for paths of one contract, this function serves every contract
  if (!response)
    throw new ProtocolError(`${operation.id} was not sent`, { code: "not_sent", operationId: operation.id });
  return response;
}

/** The body of a response, decoded by its content type: JSON, text or bytes; `undefined` where there is none. */
async function readBody(response: Response): Promise<unknown> {
  const type = response.headers.get("content-type") ?? "";
  if (response.status === 204 || response.status === 304 || response.body === null) return undefined;
  if (/[/+]json\b/.test(type)) {
    const text = await response.text();
    return text === "" ? undefined : (JSON.parse(text) as unknown);
  }
  if (/^text\/|javascript|xml/.test(type)) return response.text();
  const bytes = await response.blob();
  return bytes.size === 0 ? undefined : bytes;
}

async function decode<Body>(
  operationId: string,
  response: Response,
  read: (response: Response) => Promise<Body>,
): Promise<Body> {
  try {
    return await read(response);
  } catch (cause) {
    const message = `${operationId} answered ${response.status} with a body that cannot be read`;
    throw new ProtocolError(message, { code: "unreadable_body", operationId, cause });
  }
}

/**
 * Calls an operation and gives a documented success or refusal; `status` narrows `data` and `error`.
 *
 * @throws AbortError, TimeoutError, ConnectionError; ProtocolError when the body cannot be read; ApiError when the
 * status is not in the contract.
 */
export async function request<Types extends OperationTypes, Op extends KnownOperation<Types>>(
  api: Api<Types>,
  operation: Op,
  ...input: CallArguments<Types, Op>
): Promise<Result<Types, Op>> {
  const response = await callRaw(api, operation, ...input);
  const body = await decode(operation.id, response, readBody);
  const { status } = response;
  if (!(status in operation.responses)) throw apiError(setupOf(api), operation, response, body);
  const result = status < 400 ? { status, data: body, response } : { status, error: body, response };
  return result as unknown as Result<Types, Op>; // the contract ties the body to the status
}

/**
 * Calls an operation and gives its data, also when a success has another 2xx than the contract names.
 *
 * @throws {@link ApiError} of the class of the status when the server refuses, with the code `rejected_in_body` when it
 * does so in the body of a success; AbortError, TimeoutError,
 * ConnectionError, ProtocolError.
 */
export async function call<Types extends OperationTypes, Op extends KnownOperation<Types>>(
  api: Api<Types>,
  operation: Op,
  ...input: CallArguments<Types, Op>
): Promise<Data<Types, Op>> {
  const response = await callRaw(api, operation, ...input);
  const body = await decode(operation.id, response, readBody);
  const setup = setupOf(api);
  const { ok, status } = response;
  // RFC 9110 section 15: a status of a known class is understood by its class.
  const isSuccess = ok || (status < 400 && status in operation.responses);
  if (!isSuccess || setup.isRejection?.(body)) throw apiError(setup, operation, response, body);
  return body as Data<Types, Op>; // the contract ties the body to the status
}

/**
 * Calls an operation and gives the bytes of its answer, whatever their media type; for downloads.
 *
 * @throws as {@link call} does.
 */
export async function callBlob<Types extends OperationTypes, Op extends KnownOperation<Types>>(
  api: Api<Types>,
  operation: Op,
  ...input: CallArguments<Types, Op>
): Promise<{ readonly blob: Blob; readonly response: Response }> {
  const response = await callRaw(api, operation, ...input);
  if (!response.ok) throw await readApiError(setupOf(api), operation, response);
  return { blob: await decode(operation.id, response, () => response.blob()), response };
}

/** Reads a refusal and makes its error. */
export async function readApiError(setup: ApiSetup, operation: Operation, response: Response): Promise<ApiError> {
  return apiError(setup, operation, response, await decode(operation.id, response, readBody));
}

function apiError(setup: ApiSetup, operation: Operation, response: Response, body: unknown): ApiError {
  const { status, headers } = response;
  const isRejected = response.ok && setup.isRejection?.(body);
  const code = isRejected ? "rejected_in_body" : setup.problemCode?.(body);
  const reason = [status, code, problemMessage(body)].filter((part) => part !== undefined).join(" ");
  return createApiError(`${operation.id} was refused with ${reason}`, {
    code: code ?? `status_${status}`,
    status,
    body,
    response,
    operationId: operation.id,
    requestId: headers.get("x-request-id") ?? headers.get("x-amzn-requestid") ?? undefined,
    retryAfter: readRetryAfter(headers, setup.clock),
  });
}

/** The words for people in an error body, wherever the usual forms have them. */
function problemMessage(body: unknown): string | undefined {
  if (typeof body !== "object" || body === null) return undefined;
  const { message, error, detail, error_description: description } = body as Record<string, unknown>;
  const text = [description, message, detail, error].find((value) => typeof value === "string");
  return typeof text === "string" ? text : problemMessage(error);
}

/** Whether an error is a refusal of this operation; `status` then narrows `body`. */
export function isRefusalOf<Types extends OperationTypes, Op extends KnownOperation<Types>>(
  _api: Api<Types>,
  operation: Op,
  error: unknown,
): error is ApiError & Refusal<Types, Op> {
  return error instanceof Error && "status" in error && "operationId" in error && error.operationId === operation.id;
}
