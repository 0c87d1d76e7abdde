/** Reads what a token endpoint gave: the token and how long it lives. */

import { createApiError, TokenError } from "../errors/index.ts";

/**
 * An access token, alone or with the time of its end: a date, or what `new Date` takes (milliseconds since 1970, an
 * ISO 8601 text). Without that time the `exp` claim is used if the token is a JWT.
 */
export type TokenResult = string | { readonly token: string; readonly expiresAt?: number | string | Date | undefined };

/**
 * Gets a new token from wherever tokens come from; the signal ends when nobody waits for it any more. What `fetch` gives
 * can be handed on as it is: a refusal is an error then, and the token is the text of the answer, or the member `token`
 * of its JSON or of `data` in it.
 */
export type FetchToken = (context: { readonly signal: AbortSignal }) => Promise<TokenResult | Response>;

/** A token and its times, in milliseconds since 1970 by the clock of the issuer. */
export interface Token {
  readonly token: string;
  /** `NaN` where the token does not say it. */
  readonly issuedAt: number;
  /** `Infinity` where nobody says it. */
  readonly expiresAt: number;
}

/** RFC 6750 section 2.1, and section 2.1 of RFC 7235. */
const tokenForm = /^[\w.~+/-]+=*$/;
/** What programs and servers say where they have no token. */
const noTokens = /^(undefined|null|nan|true|false|ok|error|forbidden|unauthori[sz]ed|unavailable)$/i;

/**
 * Reads what `fetchToken` gave.
 *
 * @throws ApiError when it is the answer of a server that refused; TokenError `malformed_token`.
 */
export async function takeToken(result: TokenResult | Response): Promise<Token> {
  return readToken(result instanceof Response ? await readAnswer(result) : result);
}

async function readAnswer(response: Response): Promise<TokenResult> {
  const { ok, status, headers } = response;
  const text = await response.text();
  if (!ok) {
    const message = `The token endpoint answered ${status}`;
    throw createApiError(message, { code: `status_${status}`, status, body: text, response });
  }
  if (!/[/+]json\b/.test(headers.get("content-type") ?? "")) return text.trim();
  try {
    const body = JSON.parse(text) as { data?: unknown } | null; // looked at by readToken
    return (body?.data ?? body) as TokenResult; // looked at by readToken
  } catch {
    // Not kept as a cause: the error of the parser quotes the text.
    throw malformed();
  }
}

function malformed(): TokenError {
  const message = "fetchToken must give a token (RFC 6750 section 2.1), alone or as the member token, or a Response";
  return new TokenError(message, { code: "malformed_token" });
}

/**
 * Reads a token and its times.
 *
 * @throws TokenError `malformed_token` when there is none, or what cannot be one, such as a page or a word of a gateway.
 */
export function readToken(result: TokenResult): Token {
  const { token, expiresAt }: Exclude<TokenResult, string> =
    typeof result === "object" && result ? result : { token: result };
  // A line break or a blank in a header value makes fetch throw an error that quotes it.
  if (typeof token !== "string" || !tokenForm.test(token) || noTokens.test(token)) throw malformed();
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
