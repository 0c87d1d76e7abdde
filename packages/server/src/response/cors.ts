/** WHATWG Fetch, "CORS protocol": which pages of other origins may read the answers. */

import type { Operation, SecurityScheme } from "@parley/contracts";
import type { HostRequest } from "../host/index.ts";
import { appendHeader } from "./header-values.ts";

/** Who may read the answers of an API from a page. */
export interface CorsOptions {
  /**
   * Origins as `https://host:port`, compared whole; `*` for everybody, without cookies. A function decides for each
   * operation, and for addresses that belong to none. An empty list allows nobody, and `null` is never allowed.
   */
  readonly origins:
    | "*"
    | readonly string[]
    | ((origin: string, operation: Operation | undefined) => boolean | Promise<boolean>);
  /** Headers that pages may read, beside `X-Request-Id`, `Retry-After` and those of the operation. */
  readonly exposedHeaders?: readonly string[];
  /** Headers that pages may send, beside those of the operation. */
  readonly allowedHeaders?: readonly string[];
  /** Whether pages may send cookies. */
  readonly credentials?: boolean;
  /** Seconds for which a browser may remember the answer to a preflight, 600 by default. */
  readonly maxAge?: number;
}

/** What a page asks for. */
export interface CorsTarget {
  readonly operation: Operation;
  /** Names of the headers that its answers have in the contract. */
  readonly answerHeaders: readonly string[];
}

/**
 * Adds the headers of the protocol to an answer, errors too.
 *
 * @param operations - What is at the address, by the method in capitals.
 */
export type AddCors = (
  headers: Map<string, string>,
  request: HostRequest,
  operations: ReadonlyMap<string, CorsTarget>,
) => Promise<void>;

const none: readonly string[] = [];

/** Longest that origins which are taken away may go on, in seconds. */
const longestAge = 7200;

/**
 * Makes a policy.
 *
 * @throws Error when an origin is none, or everybody may send cookies.
 */
export function createCors(options: CorsOptions, schemes: Readonly<Record<string, SecurityScheme>>): AddCors {
  const { origins, credentials = false, maxAge = 600, exposedHeaders = [], allowedHeaders = [] } = options;
  const isEverybody = origins === "*";
  if (isEverybody && credentials) throw new Error("Cookies from pages of every origin cannot be allowed");
  const known = new Set(Array.isArray(origins) ? origins : []);
  for (const origin of known) {
    if (!URL.canParse(origin) || new URL(origin).origin !== origin) throw new Error(`${origin} is not an origin`);
  }
  const listed = new Map<readonly string[], string>();

  /** The headers that a page may read of an operation, or of an address that belongs to none. */
  function exposedBy(answerHeaders: readonly string[]): string {
    const known =
      listed.get(answerHeaders) ?? listNames(["X-Request-Id", "Retry-After", ...answerHeaders, ...exposedHeaders]);
    listed.set(answerHeaders, known);
    return known;
  }

  async function isAllowed(origin: string | null, operation: Operation | undefined): Promise<boolean> {
    if (isEverybody) return true;
    if (origin === null || origin === "null") return false;
    return typeof origins === "function" ? origins(origin, operation) : known.has(origin);
  }

  return async (headers, request, operations) => {
    const wanted = request.method === "OPTIONS" ? request.headers.get("access-control-request-method") : null;
    const target = operations.get(wanted ?? (request.method === "HEAD" ? "GET" : request.method));
    const operation = target?.operation;
    const origin = request.headers.get("origin");
    if (!isEverybody) appendHeader(headers, "vary", "Origin");
    if (wanted !== null) appendHeader(headers, "vary", "Access-Control-Request-Method, Access-Control-Request-Headers");
    if (!(await isAllowed(origin, operation))) return;
    headers.set("access-control-allow-origin", isEverybody ? "*" : (origin ?? ""));
    if (credentials) headers.set("access-control-allow-credentials", "true");
    if (wanted === null) headers.set("access-control-expose-headers", exposedBy(target?.answerHeaders ?? none));
    else if (operation) {
      headers.set("access-control-allow-methods", [...operations.keys()].join(", "));
      headers.set("access-control-allow-headers", [...headersOf(operation, schemes), ...allowedHeaders].join(", "));
      headers.set("access-control-max-age", String(Math.min(maxAge, longestAge)));
    }
  };
}

/** Names of headers, each once in whatever case; cookies are never for pages. */
function listNames(names: readonly string[]): string {
  const unique = new Map(names.toReversed().map((name) => [name.toLowerCase(), name] as const));
  unique.delete("set-cookie");
  return [...unique.values()].toReversed().join(", ");
}

/** Headers that a caller of an operation may have to send. */
function headersOf(
  { parameters, requestBody, security, stream }: Operation,
  schemes: Readonly<Record<string, SecurityScheme>>,
): Set<string> {
  const names = parameters.filter(({ in: place }) => place === "header").map(({ name }) => name.toLowerCase());
  for (const name of security.flatMap((requirement) => Object.keys(requirement))) {
    const scheme = schemes[name];
    if (scheme?.type === "apiKey" && scheme.in === "header") names.push(scheme.name.toLowerCase());
    if (scheme && scheme.type !== "apiKey") names.push("authorization");
  }
  if (requestBody) names.push("content-type");
  if (stream) names.push("last-event-id");
  return new Set([...names, "x-request-id"]);
}
