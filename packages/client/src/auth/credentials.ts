/** Puts credentials on requests as the security requirements of an operation demand. */

import type { ClientContract, ClientOperation, ClientScheme } from "@parley/contracts";
import { failureOf, isParleyError, TokenError } from "../errors/index.ts";
import { setHeader } from "./set-header.ts";
import type { TokenSource } from "./token-source.ts";

/** A credential, or where to get it. */
export type CredentialProvider = string | TokenSource;

/** What needs credentials, which there are, and the schemes that say where they go. */
export interface CredentialSetup {
  readonly operation: ClientOperation;
  readonly credentials: Readonly<Record<string, CredentialProvider>>;
  readonly contract: Pick<ClientContract, "schemes">;
}

/** A credential that was put on a request, and where it comes from. */
export interface PresentedCredential {
  readonly provider: CredentialProvider;
  readonly value: string;
  readonly scheme: ClientScheme;
}

/** A request with credentials, and which they are. */
export interface CredentialedRequest {
  readonly request: Request;
  readonly presented: readonly PresentedCredential[];
}

/**
 * Adds the credentials of the security requirement that uses most of what the client has, the first among equals; a
 * request that already carries one of a scheme keeps it. Headers are set on the request itself; a credential elsewhere
 * makes another request.
 *
 * @throws {@link TokenError}, or the reason of the signal.
 */
export async function presentCredentials(
  request: Request,
  { operation, credentials, contract }: CredentialSetup,
  signal: AbortSignal,
): Promise<CredentialedRequest> {
  let names: readonly string[] = [];
  for (const alternative of operation.security ?? []) {
    const needed = alternative.split(" ").filter(Boolean);
    if (needed.length > names.length && needed.every((name) => credentials[name] !== undefined)) names = needed;
  }
  const presented: PresentedCredential[] = [];
  let target = request;
  for (const name of names) {
    const [provider, scheme] = [credentials[name], contract.schemes[name]];
    if (provider === undefined || !scheme || isPresent(request, scheme)) continue;
    const value = typeof provider === "string" ? provider : await getToken(provider, operation, signal);
    presented.push({ provider, scheme, value });
    target = addCredential(operation, target, scheme, value);
  }
  return { request: target, presented };
}

async function getToken(source: TokenSource, operation: ClientOperation, signal: AbortSignal): Promise<string> {
  try {
    return await source.get({ signal });
  } catch (cause) {
    if (signal.aborted || isParleyError(cause)) throw cause;
    throw failureOf(TokenError, operation, "no_token", "got no token", { cause });
  }
}

function isPresent({ url, headers }: Request, { in: place, name }: ClientScheme): boolean {
  return place === "query" ? new URL(url).searchParams.has(name) : place === "header" && headers.has(name);
}

function addCredential(
  operation: ClientOperation,
  request: Request,
  { in: place, name, prefix = "" }: ClientScheme,
  value: string,
): Request {
  const { url, headers } = request;
  if (place === "query") {
    // Not through searchParams, which would write the other parameters anew in the way of forms.
    return new Request(`${url}${url.includes("?") ? "&" : "?"}${name}=${encodeURIComponent(value)}`, request);
  }
  // RFC 6265 section 5.4; browsers send only cookies of their own.
  const target = place === "cookie" ? new Request(request) : request;
  const text =
    place === "cookie" ? [headers.get(place), `${name}=${value}`].filter(Boolean).join("; ") : prefix + value;
  setHeader(operation, target.headers, place === "cookie" ? place : name, text);
  return target;
}

/**
 * Tells the sources of what was presented the time of the server, since tokens expire by its clock, and which tokens it
 * refused.
 *
 * @returns Whether one of them can give another token.
 */
export function informSources(
  presented: readonly PresentedCredential[],
  { status, headers }: Pick<Response, "status" | "headers">,
): boolean {
  // An answer that was stored on its way has an age and an old date.
  const date = new Date((!headers.has("age") && headers.get("date")) || Number.NaN);
  let canRefresh = false;
  for (const { provider, value } of presented) {
    if (typeof provider === "string") continue;
    if (date.getTime()) provider.observeServerDate(date);
    canRefresh = status === 401;
    if (canRefresh) provider.invalidate(value);
  }
  return canRefresh;
}
