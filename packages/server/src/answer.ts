/** The way of one request through a served contract, from its address to the headers of its answer. */

import type { SecurityScheme } from "@parley/contracts";
import { declaredStatus } from "./contract/index.ts";
import type { Endpoint } from "./endpoint.ts";
import { EventStreamError, type HostRequest, type HostResponse } from "./host/index.ts";
import type { Incident } from "./options.ts";
import {
  type FindRoute,
  isRefusal,
  type Methods,
  type Problem,
  Refusal,
  requestIdOf,
  statusOf,
  toPlainPath,
} from "./request/index.ts";
import { type AddCors, addHeaders, createHeaders } from "./response/index.ts";

/** A served contract. */
export interface Service {
  /** What precedes the paths of the contract. */
  readonly basePath: string;
  readonly find: FindRoute<Endpoint>;
  /** Length of the longest address that is taken. */
  readonly longestUrl: number;
  readonly securitySchemes: Readonly<Record<string, SecurityScheme>>;
  readonly createId: () => string;
  readonly formatError: (problem: Problem) => unknown;
  /** Whether refusals that the contract does not have are reported. */
  readonly reportsDrift: boolean;
  readonly onError: (error: unknown, incident: Incident) => void;
  readonly addCors: AddCors | undefined;
}

const nothing: ReadonlyMap<string, Endpoint> = new Map();

/** A request with what is found at its address. */
interface Visit {
  readonly request: HostRequest;
  readonly requestId: string;
  /** Path below the base path, still encoded. */
  readonly path: string;
  /** Operations at the path; absent where there are none. */
  readonly methods: Methods<Endpoint> | undefined;
  /** The operation of the method; absent where there is none. */
  readonly endpoint: Endpoint | undefined;
}

/** Answers a request; never rejects. */
export async function answerRequest(service: Service, request: HostRequest): Promise<HostResponse> {
  const visit = locate(service, request);
  const report = (error: unknown) => reportIncident(service, visit, error);
  let response: HostResponse;
  try {
    response = await respond(service, visit, report);
  } catch (error) {
    response = refuse(service, visit, error, report);
  }
  if (request.method === "HEAD") response = await withoutBody(response);
  const { headers } = response;
  addHeaders(headers, visit.endpoint?.operation, service.securitySchemes, visit.requestId);
  if (service.addCors) await allowPages(service.addCors, visit, headers, report);
  return response;
}

/** Finds the operation of a request. */
function locate({ basePath, find, createId }: Service, request: HostRequest): Visit {
  const whole = toPlainPath(request.path);
  const path = whole.slice(basePath.length);
  const methods = whole.startsWith(basePath) ? find(path) : undefined;
  const endpoint = methods && endpointOf(methods, request.method);
  return { request, requestId: requestIdOf(request.headers, createId), path, methods, endpoint };
}

/** RFC 9110 section 9.3.2: HEAD is GET without its content, and so only for a GET that changes nothing. */
function endpointOf(methods: Methods<Endpoint>, method: string): Endpoint | undefined {
  const own = methods.get(method);
  if (own || method !== "HEAD") return own;
  const get = methods.get("GET");
  return get?.operation.idempotent ? get : undefined;
}

/** The answer of the operation, or of its address. */
function respond(
  { longestUrl }: Service,
  { request, requestId, path, methods, endpoint }: Visit,
  report: (error: unknown) => void,
): Promise<HostResponse> | HostResponse {
  if (request.url.length > longestUrl) throw new Refusal("uri_too_long", "The URL is too long");
  if (!methods) throw new Refusal("not_found", "Not found; no operation has this path");
  if (endpoint) return endpoint.answer({ request, path, requestId, report });
  const allow = allowOf(methods);
  if (request.method === "OPTIONS") return { status: 204, headers: createHeaders({ allow }), cookies: [], body: null };
  const message = `Method not allowed; use ${[...methods.keys()].join(" or ")}`;
  throw new Refusal("method_not_allowed", message, { headers: { allow } });
}

/** The value of `Allow` (RFC 9110 section 10.2.1). */
function allowOf(methods: Methods<Endpoint>): string {
  const names = new Set(methods.keys());
  if (endpointOf(methods, "HEAD")) names.add("HEAD");
  return [...names.add("OPTIONS")].join(", ");
}

/** Answers with an error: a refusal as what it is, anything else as a 500 that says nothing of it. */
function refuse(
  service: Service,
  { requestId, endpoint }: Visit,
  error: unknown,
  report: (error: unknown) => void,
): HostResponse {
  if (!isRefusal(error)) report(error);
  const refusal = isRefusal(error) ? error : new Refusal("internal", "Internal server error");
  const { code, message, violations, headers, reason } = refusal;
  const operation = endpoint?.operation;
  const status = statusOf(refusal, operation);
  let text = "{}";
  try {
    const known = { ...(reason !== undefined && { reason }), ...(operation && { operation }) };
    const body = service.formatError({ status, code, message, violations, requestId, ...known });
    // A status that HTTP demands and the contract does not have is answered all the same.
    if (endpoint && declaredStatus(endpoint.operation.responses, status) !== undefined) {
      return endpoint.prepare({ status, body, headers }, (drift) => service.reportsDrift && report(drift));
    }
    text = JSON.stringify(body) ?? text;
  } catch (thrown) {
    report(thrown);
  }
  const all = createHeaders({ ...headers, "content-type": "application/json" });
  return { status, headers: all, cookies: [], body: text };
}

/** RFC 9110 section 9.3.2: the answer to HEAD. */
async function withoutBody({ status, headers, cookies, body, run }: HostResponse): Promise<HostResponse> {
  run?.cancel(new EventStreamError("reader_gone", "The request was for the headers alone."));
  if (body instanceof ReadableStream) await body.cancel();
  return { status, headers, cookies, body: null };
}

/** Lets pages of other origins read an answer; an origin that cannot be judged is not let in. */
async function allowPages(
  addCors: AddCors,
  { request, methods = nothing }: Visit,
  headers: Map<string, string>,
  report: (error: unknown) => void,
): Promise<void> {
  try {
    await addCors(headers, request, methods);
  } catch (error) {
    report(error);
  }
}

/** Tells of what was not the caller's fault; a caller who has left is no incident. */
function reportIncident({ onError }: Service, { request, requestId, endpoint }: Visit, error: unknown): void {
  if (request.isGone) return;
  const operation = endpoint?.operation;
  onError(error, { requestId, request: request.request, ...(operation && { operation }) });
}
