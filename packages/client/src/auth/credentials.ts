/** Puts credentials on requests as the security requirements of an operation demand. */

import type { ClientOperation, ClientScheme } from "@parley/contracts";
import { isParleyError, TokenError } from "../errors/index.ts";
import { setHeader } from "./set-header.ts";
import type { TokenSource } from "./token-source.ts";

/** A credential, or where to get it. */
export type CredentialProvider = string | TokenSource;

/** The credentials of a client and the schemes that say where they go. */
export interface CredentialSetup {
  readonly credentials: Readonly<Record<string, CredentialProvider>>;
  readonly schemes: Readonly<Record<string, ClientScheme>>;
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
  operation: ClientOperation,
  { credentials, schemes }: CredentialSetup,
  signal: AbortSignal,
): Promise<CredentialedRequest> {
  const names = (operation.security ?? [])
    .map((alternative) => alternative.split(" ").filter(Boolean))
    .filter((needed) => needed.every((name) => credentials[name] !== undefined))
    .reduce((best, needed) => (needed.length > best.length ? needed : best), []);
  const missing = names.flatMap((name) => {
    const [provider, scheme] = [credentials[name], schemes[name]];
    return provider === undefined || !scheme || isPresent(request, scheme) ? [] : [{ provider, scheme }];
  });
  // All at once: one source may have to wait for its token, and need not make the others wait.
  const presented = await Promise.all(
    missing.map(async ({ provider, scheme }) => {
      const value = typeof provider === "string" ? provider : await getToken(provider, operation, signal);
      return { provider, scheme, value };
    }),
  );
  return {
    request: presented.reduce(
      (target, { scheme, value }) => addCredential(operation, target, scheme, (scheme.prefix ?? "") + value),
      request,
    ),
    presented,
  };
}

async function getToken(source: TokenSource, { id }: ClientOperation, signal: AbortSignal): Promise<string> {
  try {
    return await source.get({ signal });
  } catch (cause) {
    if (signal.aborted || isParleyError(cause)) throw cause;
    throw new TokenError(`${id} got no token`, { code: "no_token", operationId: id, cause });
  }
}

function isPresent({ url, headers }: Request, { in: place, name }: ClientScheme): boolean {
  if (place === "query") return new URL(url).searchParams.has(name);
  return place === "header" && headers.has(name);
}

function addCredential(
  { id }: ClientOperation,
  request: Request,
  { in: place, name }: ClientScheme,
  value: string,
): Request {
  const { headers } = request;
  if (place === "query") {
    const url = new URL(request.url);
    // Not through searchParams, which would write the other parameters anew in the way of forms.
    url.search += `${url.search && "&"}${name}=${encodeURIComponent(value)}`;
    return new Request(url, request);
  }
  if (place === "header") {
    setHeader(id, headers, name, value);
    return request;
  }
  const copy = new Request(request);
  // RFC 6265 section 5.4; browsers send only cookies of their own.
  setHeader(id, copy.headers, "cookie", [headers.get("cookie"), `${name}=${value}`].filter(Boolean).join("; "));
  return copy;
}

/** Takes credentials off a request again, so that others can be presented. */
export function removeCredentials({ headers }: Request, presented: readonly PresentedCredential[]): void {
  for (const { scheme } of presented) {
    if (scheme.in === "header") headers.delete(scheme.name);
  }
}

/**
 * Tells the sources that their tokens were refused.
 *
 * @returns Whether one of them can give another.
 */
export function refuseCredentials(presented: readonly PresentedCredential[]): boolean {
  let canRefresh = false;
  for (const { provider, value } of presented) {
    if (typeof provider === "string") continue;
    provider.invalidate(value);
    canRefresh = true;
  }
  return canRefresh;
}
