/** Reads what a token endpoint gave: the token and how long it lives. */

import { TokenError } from "../errors/index.ts";

/**
 * An access token, alone or with the time of its end: a date, or what `new Date` takes (milliseconds since 1970, an
 * ISO 8601 text). Without that time the `exp` claim is used if the token is a JWT.
 */
export type TokenResult = string | { readonly token: string; readonly expiresAt?: number | string | Date | undefined };

/** Gets a new token from wherever tokens come from; the signal ends when nobody waits for it any more. */
export type FetchToken = (context: { readonly signal: AbortSignal }) => Promise<TokenResult>;

/** A token and its times, in milliseconds since 1970 by the clock of the issuer. */
export interface Token {
  readonly token: string;
  /** `NaN` where the token does not say it. */
  readonly issuedAt: number;
  /** `Infinity` where nobody says it. */
  readonly expiresAt: number;
}

/**
 * Reads a token and its times.
 *
 * @throws TokenError `malformed_token` when there is none, or one that cannot stand in a header.
 */
export function readToken(result: TokenResult): Token {
  const { token, expiresAt }: Exclude<TokenResult, string> =
    typeof result === "object" && result ? result : { token: result };
  // A line break or a blank in a header value makes fetch throw an error that quotes it.
  if (typeof token !== "string" || !/^[!-~]+$/.test(token)) {
    throw new TokenError("fetchToken must give a text without blanks, or an object with such a text as token", {
      code: "malformed_token",
    });
  }
  const { iat, exp } = readClaims(token);
  const stated = new Date(expiresAt ?? Number.NaN).getTime();
  return { token, issuedAt: iat * 1000, expiresAt: stated || exp * 1000 || Number.POSITIVE_INFINITY };
}

/**
 * The times in the claims of a JWT (RFC 7519 section 4.1), in seconds; `NaN` for what is not there. Nothing is
 * verified: the token is the server's to judge.
 */
function readClaims(token: string): { iat: number; exp: number } {
  try {
    // atob takes base64 without padding; text that is not ASCII comes out wrong, but numbers do not.
    const text = atob((token.split(".")[1] ?? "").replaceAll("-", "+").replaceAll("_", "/"));
    const { iat, exp } = JSON.parse(text) as Record<string, unknown>; // the types of its members are looked at below
    return { iat: numeric(iat), exp: numeric(exp) };
  } catch {
    return { iat: Number.NaN, exp: Number.NaN };
  }
}

function numeric(value: unknown): number {
  return typeof value === "number" ? value : Number.NaN;
}
