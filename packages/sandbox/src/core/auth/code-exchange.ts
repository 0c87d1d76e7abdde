/** RFC 6749 section 4.1.3: whether a code may be turned into tokens. */

import { judgeOpaqueToken, type OpaqueToken } from "./opaque-token.ts";
import { verifyCodeVerifier } from "./pkce.ts";
import { accept, refuse, type Verdict } from "./verdict.ts";

/** Kind of the tokens that authorization codes are. */
export const authorizationCodeKind = "authorization-code";

/** A code as it is kept. */
export interface AuthorizationCode extends OpaqueToken {
  readonly clientId: string;
  readonly redirectUri: string;
  readonly codeChallenge: string;
}

/** What somebody who has a code says. */
export interface CodeExchange {
  readonly clientId: string;
  readonly redirectUri: string | undefined;
  readonly codeVerifier: string | undefined;
}

/**
 * Whether the code that was found can be redeemed now. Accepted or not, it is used up: set `usedAt` in the same
 * transaction. One that is refused as `token-used` was stolen or sent twice: what came of its first use is revoked.
 */
export async function judgeCodeExchange<Code extends AuthorizationCode>(
  found: Code | undefined,
  { clientId, redirectUri, codeVerifier }: CodeExchange,
  now: number,
): Promise<Verdict<Code>> {
  const verdict = judgeOpaqueToken(found, { kind: authorizationCodeKind, now });
  if (!verdict.isAccepted) return verdict;
  const code = verdict.value;
  if (code.clientId !== clientId) return refuse("wrong-client");
  if (code.redirectUri !== redirectUri) return refuse("wrong-redirect-uri");
  const proof = await verifyCodeVerifier(codeVerifier, code.codeChallenge);
  return proof.isAccepted ? accept(code) : proof;
}
