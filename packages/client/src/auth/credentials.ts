/** Puts credentials on requests as the security requirements of an operation demand. */

import type { Operation, SecurityScheme } from "@parley/contracts";
import { isParleyError, TokenError } from "../errors/index.ts";
import { type RequestTarget, setHeader } from "./request-target.ts";
import type { TokenSource } from "./token-source.ts";

/** A credential, or where to get it. */
export type CredentialProvider = string | TokenSource;

/** The credentials of a client and the schemes that say where they go. */
export interface CredentialSetup {
  readonly credentials: Readonly<Record<string, CredentialProvider>>;
  readonly securitySchemes: Readonly<Record<string, SecurityScheme>>;
}

/** A credential that was put on a request, and where it comes from. */
export type PresentedCredential = readonly [provider: CredentialProvider, value: string];

/**
 * Adds the credentials of the security requirement that uses most of what the client has, the first among equals; a
 * request that already carries one of a scheme keeps it.
 *
 * @throws {@link TokenError}, or the reason of the signal.
 */
export async function presentCredentials(
  target: RequestTarget,
  operation: Operation,
  { credentials, securitySchemes }: CredentialSetup,
  signal: AbortSignal,
): Promise<readonly PresentedCredential[]> {
  const names = operation.security
    .map((schemes) => Object.keys(schemes))
    .filter((schemes) => schemes.every((name) => credentials[name] !== undefined))
    .reduce((best, schemes) => (schemes.length > best.length ? schemes : best), []);
  const presented = names.map(async (name): Promise<PresentedCredential[]> => {
    const provider = credentials[name];
    const scheme = securitySchemes[name];
    if (provider === undefined || !scheme || isPresent(target, scheme)) return [];
    const value = typeof provider === "string" ? provider : await getToken(provider, operation, signal);
    addCredential(operation, target, scheme, value);
    return [[provider, value]];
  });
  return (await Promise.all(presented)).flat();
}

async function getToken(source: TokenSource, { id }: Operation, signal: AbortSignal): Promise<string> {
  try {
    return await source.get({ signal });
  } catch (cause) {
    if (signal.aborted || isParleyError(cause)) throw cause;
    throw new TokenError(`${id} got no token`, { code: "no_token", operationId: id, cause });
  }
}

function isPresent({ url, headers }: RequestTarget, scheme: SecurityScheme): boolean {
  if (scheme.type !== "apiKey") return headers.has("authorization");
  if (scheme.in === "query") return url.searchParams.has(scheme.name);
  return scheme.in === "header" && headers.has(scheme.name);
}

function addCredential(
  operation: Operation,
  { url, headers }: RequestTarget,
  scheme: SecurityScheme,
  value: string,
): void {
  if (scheme.type !== "apiKey") {
    const prefix = scheme.type === "oauth2" || scheme.scheme === "bearer" ? "Bearer" : scheme.scheme;
    setHeader(operation, headers, "authorization", `${prefix} ${value}`);
    return;
  }
  const { name } = scheme;
  if (scheme.in === "header") setHeader(operation, headers, name, value);
  // Not through searchParams, which would write the other parameters anew in the way of forms.
  else if (scheme.in === "query") url.search += `${url.search && "&"}${name}=${encodeURIComponent(value)}`;
  // RFC 6265 section 5.4; browsers send only cookies of their own.
  else setHeader(operation, headers, "cookie", [headers.get("cookie"), `${name}=${value}`].filter(Boolean).join("; "));
}

/**
 * Tells the sources that their tokens were refused.
 *
 * @returns Whether one of them can give another.
 */
export function refuseCredentials(presented: readonly PresentedCredential[]): boolean {
  let canRefresh = false;
  for (const [provider, value] of presented) {
    if (typeof provider === "string") continue;
    provider.invalidate(value);
    canRefresh = true;
  }
  return canRefresh;
}
