/** Kinds of signed tokens: what makes one token no other. */

import type { SigningAlgorithm } from "./signing-key.ts";

/** A kind of signed token. A platform declares its kinds in one table. */
export interface TokenKind {
  /** For the journal, such as `access token`. */
  readonly name: string;
  /** RFC 8725 section 3.11: the header `typ`, such as `at+jwt`. No two kinds of one issuer have the same. */
  readonly typ: string;
  readonly algorithm: SigningAlgorithm;
  readonly issuer: string;
  readonly audience: string;
  /** Seconds from `iat` to the last second in which it is good, at most. */
  readonly maxAge: number;
  /** Claims besides `iss`, `sub`, `aud`, `iat`, `exp` and `jti`, which every token has. */
  readonly requiredClaims?: readonly string[];
  /** Seconds that the clock of a foreign issuer may be wrong; none for our own. */
  readonly clockTolerance?: number;
}

/** Claims that every token has. */
export const commonClaims = ["iss", "sub", "aud", "iat", "exp", "jti"] as const;

/** Claims of a token that was accepted. */
export interface TokenClaims {
  readonly iss: string;
  readonly sub: string;
  readonly jti: string;
  /** Seconds. */
  readonly iat: number;
  readonly exp: number;
  readonly [claim: string]: unknown;
}
