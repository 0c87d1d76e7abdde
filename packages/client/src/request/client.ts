/** Makes clients: openapi-fetch above, the engine as its `fetch` below, the table of the contract between them. */

import { systemClock } from "@parley/clock";
import type { ClientOperation } from "@parley/contracts";
import createClient, { type Client } from "openapi-fetch";
import { type CredentialProvider, setHeader } from "../auth/index.ts";
import { encodeBody } from "../body/index.ts";
import { failureOf, UsageError } from "../errors/index.ts";
import type { Call, ParseAs } from "./call.ts";
import { createDeadline } from "./deadline.ts";
import { sendRequest, setContentType } from "./engine.ts";
import { protocolError } from "./failures.ts";
import { serializePath } from "./path.ts";
import {
  type ApiContract,
  type ApiOptions,
  type ApiSetup,
  type CallOptions,
  checkBaseUrl,
  checkCredentials,
  given,
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
/** Member of each answer, which nothing prints: the call behind it. */
const callKey = Symbol("parley.call");

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
  checkBaseUrl(options.baseUrl);
  checkCredentials(options.credentials);
  const core = createClient<ApiPaths>({
    pathSerializer: serializePath,
    // The default of OpenAPI; that of openapi-fetch is deepObject.
    querySerializer: { object: { style: "form", explode: true } },
    // What is sent is secret: it must not follow a redirect to another place.
    redirect: "manual",
    // What fetch wants to be told of a body that is a stream.
    ...{ duplex: "half" },
  });
  const setup: ApiSetup = {
    contract,
    fetch: (request) => globalThis.fetch(request),
    headers: {},
    credentials: {},
    timeout: 60_000,
    clock: systemClock,
    random: Math.random,
    ...given(options),
    retry: { maxRetries: 2, baseDelay: 500, maxDelay: 8_000, maxRetryAfter: 60_000, ...given(options.retry) },
  };
  return wrap({ core, setup });
}

/** The same client with other credentials; middleware is shared. */
export function withCredentials<Paths extends ApiPaths>(
  client: ApiClient<Paths>,
  credentials: Readonly<Record<string, CredentialProvider>>,
): ApiClient<Paths> {
  checkCredentials(credentials);
  const { core, setup } = insideOf(client);
  return wrap({ core, setup: { ...setup, credentials } });
}

function wrap<Paths extends ApiPaths>(inside: Inside): ApiClient<Paths> {
  const request = run.bind(undefined, inside);
  const client: Record<string, unknown> = { ...inside.core, request };
  for (const name of Object.keys(client)) {
    if (name === name.toUpperCase()) client[name] = request.bind(undefined, name);
  }
  insides.set(client, inside);
  return client as unknown as ApiClient<Paths>; // the paths exist for the compiler only
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
  return (answer as { readonly [callKey]?: Call })[callKey]; // put there below
}

/**
 * The operation of a method and a path.
 *
 * @throws {@link UsageError} `unknown_operation`.
 */
export function operationOf(
  { contract: { operations } }: Pick<ApiSetup, "contract">,
  method: string,
  path: string,
): ClientOperation {
  const key = `${method.toUpperCase()} ${path}`;
  const operation = Object.hasOwn(operations, key) && operations[key];
  if (!operation) throw new UsageError(`The contract has no ${key}`, { code: "unknown_operation" });
  return operation;
}

async function run({ core, setup }: Inside, method: string, path: string, init: LooseInit = {}): Promise<Answer> {
  const operation = operationOf(setup, method, path);
  checkBaseUrl(init.baseUrl);
  checkCredentials(init.auth);
  const {
    headers,
    params,
    body,
    bodySerializer,
    parseAs = "json",
    idempotencyKey,
    auth,
    maxRetries,
    ...options
  } = init;
  const limits = { ...setup, ...given(options) };
  const { baseUrl = operation.server ?? setup.contract.serverUrl } = limits;
  const merged = mergeHeaders(operation, setup.headers, headers, params?.header, keyHeader(operation, idempotencyKey));
  const encoded =
    body === undefined || bodySerializer
      ? undefined
      : encodeBody(body, merged.get("content-type") ?? operation.mediaType);
  const opened = encoded && (await encoded.open(baseUrl));
  if (opened) setContentType(merged, opened.contentType);
  const call: Call = {
    ...limits,
    retry: { ...setup.retry, ...given({ maxRetries }) },
    // What the options call so is an option of fetch.
    credentials: { ...setup.credentials, ...auth },
    operation,
    bodyValue: body,
    body: encoded,
    isReplayable: encoded?.isReplayable ?? true,
    // RFC 9110 section 9.2.2.
    isRepeatable: idempotencyKey !== undefined || (operation.idempotent ?? !/^(post|patch)$/i.test(method)),
    parseAs,
    deadline: createDeadline(limits),
  };
  const answer = await (core.request as unknown as LooseRequest)(method, path, {
    querySerializer: operation.query,
    ...options,
    body,
    bodySerializer: bodySerializer ?? (() => opened?.body),
    // A template without values would be sent as it is.
    params: { ...params, path: params?.path ?? {} },
    baseUrl,
    headers: merged,
    signal: call.deadline.signal,
    // Parsed below: openapi-fetch would quote malformed JSON in its error.
    parseAs: parseAs === "json" ? "text" : parseAs,
    fetch: (request: Request) => sendRequest(request, call),
  });
  if (parseAs === "json" && answer.data !== undefined) answer.data = parse(answer, operation);
  return Object.defineProperty(answer, callKey, { value: call });
}

/** Puts headers into one another; of those with the same name the last one counts, and null takes one away. */
function mergeHeaders(operation: ClientOperation, ...all: readonly LooseInit["headers"][]): Headers {
  const merged = new Headers();
  for (const headers of all) {
    const entries = headers instanceof Headers || Array.isArray(headers) ? headers : Object.entries(headers ?? {});
    for (const [name, value] of entries) {
      if (value === null) merged.delete(name);
      else if (value !== undefined) setHeader(operation, merged, String(name), String(value));
    }
  }
  return merged;
}

function keyHeader(operation: ClientOperation, key: string | undefined): Readonly<Record<string, string>> {
  if (key === undefined) return {};
  if (operation.idempotencyKey !== undefined) return { [operation.idempotencyKey]: key };
  const words = "has no header for an idempotency key";
  throw failureOf(UsageError, operation, "no_idempotency_key", words);
}

/** @throws ProtocolError `unreadable_body`. */
function parse({ data, response }: Answer, operation: ClientOperation): unknown {
  if (data === "") return undefined;
  try {
    return JSON.parse(String(data)) as unknown;
  } catch {
    // Not kept as a cause: the error of the parser quotes the text.
    throw protocolError(operation, response, "unreadable_body", "which is no JSON");
  }
}
