/** Serves a contract: typed handlers become one web-standard fetch handler. */

import type { Contract } from "./contract.ts";
import { createCors } from "./cors.ts";
import type { Endpoint } from "./endpoint.ts";
import { createEndpoints } from "./endpoints.ts";
import { addHeaders } from "./headers.ts";
import { type HostHandler, hostProblems, keepHostHandler } from "./host-handler.ts";
import { fromRequest, type HostRequest } from "./host-request.ts";
import { createHeaders, type HostResponse, toHeaderValue, toResponse } from "./host-response.ts";
import { defaultLimits } from "./limits.ts";
import type { Handlers } from "./operation-types.ts";
import type { ServeOptions } from "./options.ts";
import { declaredStatus, Refusal, statusOf } from "./problem.ts";
import { requestIdOf } from "./request-id.ts";
import { createRouter, type Methods } from "./route.ts";

/** Answers a request; never rejects. */
export type FetchHandler = (request: Request) => Promise<Response>;

/**
 * Makes one fetch handler of the handlers of a contract.
 *
 * Requests are read and validated before a handler sees them, answers before a caller does. What is refused is answered
 * in the form that `formatError` gives it: 400 or 422 with every field that is wrong, 401 and 403, 404, 405, 406, 413,
 * 414, 415. What a handler throws becomes a 500 that says nothing of it.
 *
 * @throws Error when the contract has what cannot be served: a security scheme that is not defined, a style or a path
 *   that is not supported, a cross-origin policy that contradicts itself.
 * @example
 * const fetch = serve(contract, { getThing: ({ params }) => ({ status: 200, body: { id: params.path.id } }) }, options);
 */
export function serve<C extends Contract>(
  contract: C,
  handlers: NoInfer<Handlers<C>>,
  options: NoInfer<ServeOptions<C>>,
): FetchHandler {
  const handler = createHostHandler(contract, handlers, options);
  return keepHostHandler(async (request) => toResponse(await handler.answer(fromRequest(request))), handler);
}

function createHostHandler<C extends Contract>(
  contract: C,
  handlers: Handlers<C>,
  options: ServeOptions<C>,
): HostHandler {
  const { basePath = "", createRequestId, responses = "throw", formatError } = options;
  const createId = createRequestId ? () => toHeaderValue(createRequestId()) : () => crypto.randomUUID();
  const onError = options.onError ?? ((error) => console.error(error));
  const limits = { ...defaultLimits, ...options.limits };
  const find = createRouter(createEndpoints(contract, handlers, options, limits));
  const addCors = options.cors && createCors(options.cors, contract.securitySchemes);

  async function answer(request: HostRequest): Promise<HostResponse> {
    const requestId = requestIdOf(request.headers, createId);
    const isBelow = request.path.startsWith(basePath);
    const path = request.path.slice(basePath.length);
    const methods = isBelow ? find(path) : undefined;
    const endpoint = methods && endpointOf(methods, request.method);
    const operation = endpoint?.operation;

    function report(error: unknown): void {
      // A caller who has left is no incident.
      if (request.signal.aborted) return;
      onError(error, { requestId, request: request.request, ...(operation && { operation }) });
    }

    function respond(): Promise<HostResponse> | HostResponse {
      if (request.url.length > limits.url) throw new Refusal("uri_too_long", "The address is too long");
      if (!methods) throw new Refusal("not_found", "There is nothing at this address");
      if (endpoint) {
        return endpoint.answer({ request, path, requestId, report });
      }
      const allow = [...allowedMethods(methods)].join(", ");
      if (request.method !== "OPTIONS") {
        throw new Refusal("method_not_allowed", `The methods are ${allow}`, { headers: { allow } });
      }
      return { status: 204, headers: createHeaders({ allow }), body: null };
    }

    function refuse(refusal: Refusal): HostResponse {
      const { code, message, violations, headers } = refusal;
      const status = statusOf(refusal, operation);
      const problem = { status, code, message, violations, requestId, ...(operation && { operation }) };
      // A status that HTTP demands and the contract does not have is answered all the same.
      const isDeclared = operation && declaredStatus(operation.responses, status) !== undefined;
      const drift = (error: unknown) => responses !== "off" && report(error);
      let text = "{}";
      try {
        const body = formatError(problem);
        if (endpoint && isDeclared) return endpoint.prepare({ status, body, headers }, drift);
        text = JSON.stringify(body) ?? text;
      } catch (error) {
        report(error);
      }
      return { status, headers: createHeaders({ ...headers, "content-type": "application/json" }), body: text };
    }

    let response: HostResponse;
    try {
      response = await respond();
    } catch (error) {
      if (!(error instanceof Refusal)) report(error);
      response = refuse(error instanceof Refusal ? error : new Refusal("internal", "Internal server error"));
    }
    if (request.method === "HEAD") response = await withoutBody(response);
    addHeaders(response.headers, operation, contract.securitySchemes, requestId);
    try {
      if (addCors) await addCors(response.headers, request, methods ?? new Map<string, Endpoint>());
    } catch (error) {
      // An origin that cannot be judged is not let in.
      report(error);
    }
    return response;
  }

  return {
    answer,
    hostErrorOf(status) {
      const problem = { status, ...hostProblems[status], violations: [], requestId: createId() };
      return JSON.stringify(formatError(problem)) ?? "{}";
    },
  };
}

/** RFC 9110 section 9.3.2: HEAD is GET without its content, and so only for a GET that changes nothing. */
function endpointOf(methods: Methods<Endpoint>, method: string): Endpoint | undefined {
  const own = methods.get(method);
  if (own || method !== "HEAD") return own;
  const get = methods.get("GET");
  return get?.operation.idempotent ? get : undefined;
}

function allowedMethods(methods: Methods<Endpoint>): Set<string> {
  const names = new Set(methods.keys());
  if (endpointOf(methods, "HEAD")) names.add("HEAD");
  return names.add("OPTIONS");
}

async function withoutBody({ status, headers, body }: HostResponse): Promise<HostResponse> {
  if (body instanceof ReadableStream) await body.cancel();
  return { status, headers, body: null };
}
