/** Serves a contract: typed handlers become one web-standard fetch handler. */

import { answerRequest, type Service } from "./answer.ts";
import type { Contract, Handlers } from "./contract/index.ts";
import { createEndpoints } from "./endpoints.ts";
import { type HostHandler, type Viewed, withView } from "./host/index.ts";
import { hostProblems } from "./host-problems.ts";
import { printIncident, type ServeOptions } from "./options.ts";
import { createRouter, defaultLimits, fromRequest, toPlainPath } from "./request/index.ts";
import { createCors, toHeaderValue, toResponse } from "./response/index.ts";

/** Answers a request; never rejects. */
export type FetchHandler = (request: Request) => Promise<Response>;

/**
 * Makes one fetch handler of the handlers of a contract.
 *
 * Requests are read and validated before a handler sees them, answers before a caller does. What is refused is answered
 * in the form that `formatError` gives it: 400 or 422 with every field that is wrong, 401 and 403, 404, 405, 406, 413,
 * 414, 415. What a handler throws becomes a 500 that says nothing of it.
 *
 * @throws Error when the contract has what cannot be served: a security scheme that is not defined, a style that is not
 *   supported, a cross-origin policy that contradicts itself.
 * @example
 * const fetch = serve(contract, { getThing: ({ params }) => ({ status: 200, body: { id: params.path.id } }) }, options);
 */
export function serve<C extends Contract>(
  contract: C,
  handlers: NoInfer<Handlers<C>>,
  options: NoInfer<ServeOptions<C>>,
): FetchHandler & Viewed {
  const service = createService(contract, handlers, options);
  const handler: HostHandler = {
    answer: (request) => answerRequest(service, request),
    hostErrorOf: (status) => hostErrorOf(service, status),
  };
  const fetch = async (request: Request) => toResponse(await handler.answer(fromRequest(request)));
  return withView(fetch, { handler });
}

/** Works out once what all requests share. */
function createService<C extends Contract>(contract: C, handlers: Handlers<C>, options: ServeOptions<C>): Service {
  const { basePath = "", createRequestId, responses = "throw", formatError, onError = printIncident, cors } = options;
  const limits = { ...defaultLimits, ...options.limits };
  return {
    basePath: toPlainPath(basePath),
    find: createRouter(createEndpoints(contract, handlers, options, limits)),
    longestUrl: limits.url,
    securitySchemes: contract.securitySchemes,
    createId: createRequestId ? () => toHeaderValue(createRequestId()) : () => crypto.randomUUID(),
    formatError,
    reportsDrift: responses !== "off",
    onError,
    addCors: cors && createCors(cors, contract.securitySchemes),
  };
}

/** The body, in JSON, of what a host says where there is no request. */
function hostErrorOf({ createId, formatError }: Service, status: keyof typeof hostProblems): string {
  const problem = { status, ...hostProblems[status], violations: [], requestId: createId() };
  return JSON.stringify(formatError(problem)) ?? "{}";
}
