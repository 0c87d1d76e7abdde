/** Calls operations of a contract: as a result to look at, or as data with errors thrown. */

import type { Operation } from "@parley/contracts";
import type { CredentialProvider } from "../auth/index.ts";
import { encodeBody } from "../body/index.ts";
import { type ApiError, isParleyError, type ParleyError } from "../errors/index.ts";
import { type Api, type ApiSetup, checkBaseUrl, setupOf } from "./api.ts";
import type { Data, Input, KnownOperation, OperationTypes, Refusal, Result } from "./operation-types.ts";
import { buildUrl, mergeHeaders } from "./request-target.ts";
import { type Answer, readAnswer, readAs, refusal } from "./response.ts";
import { type Mask, type Outgoing, send } from "./send.ts";

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
  /** Longest time of one attempt, in milliseconds, instead of that of the client. */
  readonly timeout?: number;
  /** Used instead of the `fetch` of the client. */
  readonly fetch?: (request: Request) => Promise<Response>;
  /** Used besides those of the client; wins over them. */
  readonly credentials?: Readonly<Record<string, CredentialProvider>>;
}

/** Input of an operation and options of the call; neither is needed where nothing is required. */
export type CallArguments<Types extends OperationTypes, Op extends KnownOperation<Types>> =
  object extends Input<Types, Op> ? [input?: Input<Types, Op> & CallOptions] : [input: Input<Types, Op> & CallOptions];

/** Input of any operation. */
export interface LooseInput extends CallOptions {
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
  return sendOperation(setupOf(api), operation, loosen(input), async (response) => response);
}

/** Sends an operation whose input is no longer typed; `read` belongs to the attempt that gave the response. */
export async function sendOperation<Answer>(
  setup: ApiSetup,
  operation: Operation,
  input: LooseInput,
  read: (response: Response, mask: Mask) => Promise<Answer>,
): Promise<Answer> {
  const { path, query, header, body, signal, idempotencyKey, maxRetries, ...own } = input;
  checkBaseUrl(own.baseUrl);
  const baseUrl = own.baseUrl ?? setup.baseUrl ?? operation.server ?? setup.serverUrl;
  const mediaType = own.mediaType ?? operation.requestBody?.mediaTypes[0] ?? "application/json";
  const outgoing: Outgoing = {
    operation,
    url: buildUrl(operation, baseUrl, path, query),
    headers: mergeHeaders(operation, setup.headers, { "idempotency-key": idempotencyKey }, header, own.headers),
    body: body === undefined ? undefined : encodeBody(body, mediaType),
    bodyValue: body,
    signal,
    isRepeatable: operation.idempotent || idempotencyKey !== undefined,
  };
  const callSetup: ApiSetup = {
    ...setup,
    retry: { ...setup.retry, ...(maxRetries !== undefined && { maxRetries }) },
    timeout: own.timeout ?? setup.timeout,
    fetch: own.fetch ?? setup.fetch,
    credentials: { ...setup.credentials, ...own.credentials },
  };
  return send(outgoing, callSetup, read);
}

function exchange(setup: ApiSetup, operation: Operation, input: object | undefined): Promise<Answer> {
  return sendOperation(setup, operation, loosen(input), (response, mask) => readAnswer(operation, response, mask));
}

/** The input as it is for every operation; the public functions have typed it. */
function loosen(input: LooseInput | object = {}): LooseInput {
  return input;
}

/**
 * Calls an operation and gives a documented success or refusal; `status` narrows `data` and `error`.
 *
 * @throws ApiError when a refusal is not in the contract; AbortError, TimeoutError, ConnectionError, TokenError,
 * ProtocolError.
 */
export async function request<Types extends OperationTypes, Op extends KnownOperation<Types>>(
  api: Api<Types>,
  operation: Op,
  ...[input]: CallArguments<Types, Op>
): Promise<Result<Types, Op>> {
  const setup = setupOf(api);
  const answer = await exchange(setup, operation, input);
  if (!answer.isDocumented) throw refusal(setup, operation, answer);
  const { response, body } = answer;
  const { status } = response;
  const result = status < 400 ? { status, data: body, response } : { status, error: body, response };
  return result as unknown as Result<Types, Op>; // the contract ties the body to the status
}

/**
 * Calls an operation and gives its data, also when a success has another 2xx than the contract names.
 *
 * @throws {@link ApiError} of the class of the status when the server refuses, with the code `rejected_in_body` when it
 * does so in the body of a success; AbortError, TimeoutError, ConnectionError, TokenError, ProtocolError.
 */
export async function call<Types extends OperationTypes, Op extends KnownOperation<Types>>(
  api: Api<Types>,
  operation: Op,
  ...[input]: CallArguments<Types, Op>
): Promise<Data<Types, Op>> {
  const setup = setupOf(api);
  const answer = await exchange(setup, operation, input);
  const { ok, status } = answer.response;
  // RFC 9110 section 15: a status of a known class is understood by its class.
  const isSuccess = ok || (status < 400 && answer.isDocumented);
  if (!isSuccess || setup.isRejection?.(answer.body)) throw refusal(setup, operation, answer);
  return answer.body as Data<Types, Op>; // the contract ties the body to the status
}

/**
 * Calls an operation and gives the bytes of its answer, whatever their media type; for downloads.
 *
 * @throws as {@link call} does.
 */
export async function callBlob<Types extends OperationTypes, Op extends KnownOperation<Types>>(
  api: Api<Types>,
  operation: Op,
  ...[input]: CallArguments<Types, Op>
): Promise<{ readonly blob: Blob; readonly response: Response }> {
  const setup = setupOf(api);
  return sendOperation(setup, operation, loosen(input), async (response, mask) => {
    if (!response.ok) throw refusal(setup, operation, await readAnswer(operation, response, mask));
    return { blob: await readAs(operation, response, "blob"), response };
  });
}

/**
 * Whether an error is a refusal of this operation that its contract has; `status` then narrows `body`.
 *
 * @example
 * if (isRefusalOf(api, createTask, error) && error.status === 429) wait(error.retryAfter);
 */
export function isRefusalOf<Types extends OperationTypes, Op extends KnownOperation<Types>>(
  _api: Api<Types>,
  operation: Op,
  error: unknown,
): error is ApiError & Refusal<Types, Op> {
  if (!isParleyError(error)) return false;
  const { operationId, isDocumented } = error as ParleyError & { readonly isDocumented?: boolean }; // only ApiError has it
  return operationId === operation.id && isDocumented === true;
}
