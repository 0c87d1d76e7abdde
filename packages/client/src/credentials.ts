/** Puts credentials on requests as the security requirements of an operation demand. */

import type { Operation, SecurityScheme } from "@parley/contracts";
import type { ApiSetup } from "./api.ts";
import type { TokenSource } from "./tokens.ts";

/** A credential, or where to get it. */
export type CredentialProvider = string | TokenSource;

/** Credentials of one attempt. */
export interface PresentedCredentials {
  /** The values by scheme, for {@link refuseCredentials}. */
  readonly values: readonly (readonly [provider: CredentialProvider, value: string])[];
  readonly request: Request;
}

/**
 * Adds the credentials of the security requirement that uses most of what the client has, the first among equals; a
 * request that already carries one of a scheme keeps it.
 */
export async function presentCredentials(
  request: Request,
  operation: Operation,
  { credentials, securitySchemes }: ApiSetup,
): Promise<PresentedCredentials> {
  const names = operation.security
    .map((schemes) => Object.keys(schemes))
    .filter((schemes) => schemes.every((name) => credentials[name] !== undefined))
    .reduce((best, schemes) => (schemes.length > best.length ? schemes : best), []);
  const providers = names.flatMap((name) => {
    const provider = credentials[name];
    const scheme = securitySchemes[name];
    return provider === undefined || !scheme ? [] : [{ provider, scheme }];
  });
  const values = await Promise.all(
    providers.map(async ({ provider, scheme }) => {
      const value = typeof provider === "string" ? provider : await provider.get({ signal: request.signal });
      return { provider, scheme, value };
    }),
  );
  return {
    values: values.map(({ provider, value }) => [provider, value] as const),
    request: values.reduce((changed, { scheme, value }) => addCredential(changed, scheme, value), request),
  };
}

function addCredential(request: Request, scheme: SecurityScheme, value: string): Request {
  if (scheme.type !== "apiKey") {
    if (!request.headers.has("authorization")) request.headers.set("authorization", `Bearer ${value}`);
    return request;
  }
  if (scheme.in === "query") {
    const url = new URL(request.url);
    if (!url.searchParams.has(scheme.name)) url.searchParams.set(scheme.name, value);
    return new Request(url, request);
  }
  if (!request.headers.has(scheme.name)) request.headers.set(scheme.name, value);
  return request;
}

/**
 * Tells the sources that their tokens were refused.
 *
 * @returns Whether one of them can give another.
 */
export function refuseCredentials({ values }: PresentedCredentials): boolean {
  let canRefresh = false;
  for (const [provider, value] of values) {
    if (typeof provider === "string") continue;
    provider.invalidate(value);
    canRefresh = true;
  }
  return canRefresh;
}
