/** Makes clients: openapi-fetch above, the engine as its `fetch` below, the table of the contract between them. */

import { systemClock } from "@parley/clock";
import type { ClientOperation } from "@parley/contracts";
import createClient, { type Client } from "openapi-fetch";
import { type CredentialProvider, setHeader } from "../auth/index.ts";
import { type EncodedBody, encodeBody } from "../body/index.ts";
import { UsageError } from "../errors/index.ts";
import type { Call, ParseAs } from "./call.ts";
import { createDeadline } from "./deadline.ts";
import { duplexOf, sendRequest } from "./engine.ts";
import { protocolError } from "./failures.ts";
import { serializePath } from "./path.ts";
import {
  type ApiContract,
  type ApiOptions,
  type ApiSetup,
  type CallOptions,
  checkBaseUrl,
  checkCredentials,
  type IdempotencyOptions,
} from "./setup.ts";
import type { Answer, ApiClient, ApiPaths } from "./types.ts";

/** What openapi-fetch and the engine read of a call, untyped; the methods of the client have typed it. */
interface LooseInit extends Omit<CallOptions, "headers">, IdempotencyOptions {
  readonly headers?: HeadersInit | Readonly<Record<string, unknown>>;
  readonly params?: Readonly<Record<"path" | "query" | "header", Readonly<Record<string, unknown>> | undefined>>;
  readonly body?: unknown;
  readonly bodySerializer?: unknown;
  readonly parseAs?: ParseAs;
}

type LooseRequest = (method: string, path: string, init?: object) => Promise<Answer>;

interface Inside {
  readonly core: Client<ApiPaths>;
  readonly setup: ApiSetup;
}

/** What is inside of each client; it shows nothing of itself, because it holds credentials. */
const insides = new WeakMap<object, Inside>();
/** The call behind each answer. */
const calls = new WeakMap<object, Call>();

/**
 * Makes a client of an API.
 *
 * @throws {@link UsageError} `invalid_base_url`, `empty_credential`.
 * @example
 * const client = createApiClient<paths>(clientContract, { credentials: { userToken } });
 * const { data, error } = await client.GET("/notes/{id}", { params: { path: { id: "1" } } });
 */
export function createApiClient<Paths extends ApiPaths>(
  contract: ApiContract,
  options: ApiOptions = {},
): ApiClient<Paths> {
  const { baseUrl, retry, credentials = {} } = options;
  checkBaseUrl(baseUrl);
  checkCredentials(credentials);
  const core = createClient<ApiPaths>({
    pathSerializer: serializePath,
    // The default of OpenAPI; that of openapi-fetch is deepObject.
    querySerializer: { object: { style: "form", explode: true } },
    // What is sent is secret: it must not follow a redirect to another place.
    redirect: "manual",
  });
  return wrap(core, {
    contract,
    baseUrl,
    fetch: options.fetch ?? ((request) => globalThis.fetch(request)),
    headers: options.headers ?? {},
    credentials,
    retry: { maxRetries: 2, baseDelay: 500, maxDelay: 8_000, maxRetryAfter: 60_000, ...retry },
    timeout: options.timeout ?? 60_000,
    maxResponseBytes: options.maxResponseBytes,
    clock: options.clock ?? systemClock,
    random: options.random ?? Math.random,
  });
}

/** The same client with other credentials; middleware is shared. */
export function withCredentials<Paths extends ApiPaths>(
  client: ApiClient<Paths>,
  credentials: Readonly<Record<string, CredentialProvider>>,
): ApiClient<Paths> {
  checkCredentials(credentials);
  const { core, setup } = insideOf(client);
  return wrap(core, { ...setup, credentials });
}

function wrap<Paths extends ApiPaths>(core: Client<ApiPaths>, setup: ApiSetup): ApiClient<Paths> {
  const request = (method: string, path: string, init?: LooseInit) => run({ core, setup }, method, path, init);
  const by = (method: string) => (path: string, init?: LooseInit) => request(method, path, init);
  const client = {
    ...core,
    request,
    GET: by("GET"),
    PUT: by("PUT"),
    POST: by("POST"),
    DELETE: by("DELETE"),
    OPTIONS: by("OPTIONS"),
    HEAD: by("HEAD"),
    PATCH: by("PATCH"),
    TRACE: by("TRACE"),
  } as unknown as ApiClient<Paths>; // the paths exist for the compiler only
  insides.set(client, { core, setup });
  return client;
}

function insideOf(client: object): Inside {
  const inside = insides.get(client);
  if (!inside) throw new UsageError("This is no client of createApiClient", { code: "not_a_client" });
  return inside;
}

/** The set-up behind a client. */
export function setupOf(client: object): ApiSetup {
  return insideOf(client).setup;
}

/** The call behind an answer, where it is one of a client. */
export function callOf(answer: object): Call | undefined {
  return calls.get(answer);
}

/**
 * The operation of a method and a path.
 *
 * @throws {@link UsageError} `unknown_operation`.
 */
export function operationOf({ contract }: ApiSetup, method: string, path: string): ClientOperation {
  const key = `${method.toUpperCase()} ${path}`;
  const operation = Object.hasOwn(contract.operations, key) ? contract.operations[key] : undefined;
  if (!operation) throw new UsageError(`The contract has no ${key}`, { code: "unknown_operation" });
  return operation;
}

async function run({ core, setup: base }: Inside, method: string, path: string, init: LooseInit = {}): Promise<Answer> {
  const operation = operationOf(base, method, path);
  const { signal, headers, parseAs = "json", bodySerializer, params, body, idempotencyKey, ...others } = init;
  const { baseUrl, maxRetries, timeout, maxResponseBytes, fetch, auth, ...rest } = others;
  checkBaseUrl(baseUrl);
  const setup = withOptions(base, { maxRetries, timeout, maxResponseBytes, fetch, auth });
  const address = (baseUrl ?? setup.baseUrl ?? operation.server ?? setup.contract.serverUrl).replace(/\/+$/, "");
  const merged = mergeHeaders(operation, setup.headers, headers, params?.header);
  setIdempotencyKey(operation, merged, idempotencyKey);
  const encoded =
    body === undefined || bodySerializer !== undefined
      ? undefined
      : encodeBody(body, merged.get("content-type") ?? operation.mediaType);
  const opened = await open(encoded, address, merged);
  const call: Call = {
    operation,
    setup,
    signal,
    bodyValue: body,
    body: encoded,
    isRepeatable: idempotencyKey !== undefined || (operation.idempotent ?? isIdempotent(method)),
    parseAs,
    deadline: createDeadline(setup.clock, setup.timeout, signal),
  };
  const answer = await (core.request as unknown as LooseRequest)(method, path, {
    ...rest,
    ...(operation.query && { querySerializer: operation.query, ...rest }),
    ...(body !== undefined && { body, bodySerializer: bodySerializer ?? (() => opened), ...duplexOf(opened) }),
    // A template without values would be sent as it is.
    params: { ...params, path: params?.path ?? {} },
    baseUrl: address,
    headers: merged,
    signal: call.deadline.signal,
    // Read below: openapi-fetch would quote malformed JSON in its error.
    parseAs: "stream",
    fetch: (request: Request) => sendRequest(request, call),
  });
  const read = await readData(answer, call);
  calls.set(read, call);
  return read;
}

/** Methods that may be repeated (RFC 9110 section 9.2.2). */
function isIdempotent(method: string): boolean {
  return /^(get|head|options|trace|put|delete)$/i.test(method);
}

function withOptions(
  setup: ApiSetup,
  options: { readonly [Name in keyof CallOptions]: CallOptions[Name] | undefined },
): ApiSetup {
  const { maxRetries, auth, timeout, maxResponseBytes, fetch } = options;
  if (auth) checkCredentials(auth);
  return {
    ...setup,
    ...(timeout !== undefined && { timeout }),
    ...(maxResponseBytes !== undefined && { maxResponseBytes }),
    ...(fetch && { fetch }),
    ...(maxRetries !== undefined && { retry: { ...setup.retry, maxRetries } }),
    ...(auth && { credentials: { ...setup.credentials, ...auth } }),
  };
}

/** Puts headers into one another; of those with the same name the last one counts, and null takes one away. */
function mergeHeaders({ id }: ClientOperation, ...all: readonly LooseInit["headers"][]): Headers {
  const merged = new Headers();
  for (const headers of all) {
    const entries = headers instanceof Headers || Array.isArray(headers) ? headers : Object.entries(headers ?? {});
    for (const [name, value] of entries) {
      if (value === null) merged.delete(name);
      else if (value !== undefined) setHeader(id, merged, String(name), String(value));
    }
  }
  return merged;
}

function setIdempotencyKey({ id, idempotencyKey: name }: ClientOperation, headers: Headers, key?: string): void {
  if (key === undefined) return;
  if (name === undefined) {
    const message = `${id} has no header for an idempotency key: a repeat would be a second request to the platform`;
    throw new UsageError(message, { code: "no_idempotency_key", operationId: id });
  }
  setHeader(id, headers, name, key);
}

/** Opens the body for the first attempt and says its media type in the headers, or leaves that to the runtime. */
async function open(
  encoded: EncodedBody | undefined,
  address: string,
  headers: Headers,
): Promise<BodyInit | undefined> {
  if (!encoded) return undefined;
  const { body, contentType } = await encoded.open(address);
  if (contentType === undefined) headers.delete("content-type");
  else headers.set("content-type", contentType);
  return body;
}

/**
 * Reads what openapi-fetch left unread.
 *
 * @throws ProtocolError `unreadable_body`; UsageError `body_used` when a middleware has taken the body.
 */
async function readData(answer: Answer, call: Call): Promise<Answer> {
  const { response } = answer;
  const { operation, parseAs } = call;
  if (!("data" in answer) || answer.data === undefined || parseAs === "stream") return answer;
  if (response.bodyUsed) {
    const message = `${operation.id} was answered, but a middleware read the body instead of a clone`;
    throw new UsageError(message, { code: "body_used", operationId: operation.id });
  }
  if (parseAs !== "json") return { data: await response[parseAs](), response };
  return { data: parse(await response.text(), response, call), response };
}

function parse(text: string, response: Response, { operation }: Call): unknown {
  if (text === "") return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    // Not kept as a cause: the error of the parser quotes the text.
    throw protocolError(operation, response, "unreadable_body", "whose body is not the JSON of the contract");
  }
}
