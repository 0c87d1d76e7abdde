/** RFC 7519 and RFC 8725: whether a signed token is good, for one kind of token at a time. */

import type { Clock } from "@parley/clock";
import { errors, jwtVerify } from "jose";
import type { KeyRing } from "./signing-key.ts";
import { readTokenForm } from "./token-form.ts";
import { commonClaims, type TokenClaims, type TokenKind } from "./token-kind.ts";
import { accept, type RefusalReason, refuse, type Verdict } from "./verdict.ts";

/** What a token is held against. */
export interface TokenVerification {
  readonly keys: KeyRing;
  readonly clock: Clock;
  /** Whom the token has to be about, where that is known. */
  readonly subject?: string;
}

/**
 * Looks at a token. Nothing is taken on trust: the algorithm is that of the kind, the key that of the ring, and each
 * claim is there and means what it should.
 */
export async function verifyToken(
  kind: TokenKind,
  token: string | undefined,
  { keys, clock, subject }: TokenVerification,
): Promise<Verdict<TokenClaims>> {
  const { algorithm, audience, clockTolerance = 0, issuer, maxAge, requiredClaims = [], typ } = kind;
  const form = readTokenForm(token);
  if (!form.isAccepted) return form;
  const { alg, kid } = form.value;
  if (alg !== algorithm) return refuse("wrong-algorithm");
  const now = clock.now();
  const candidates = keys.keys.filter((key) => key.algorithm === algorithm && now < key.retiresAt);
  // A foreign issuer with one key need not name it.
  const key = kid === undefined && candidates.length === 1 ? candidates[0] : candidates.find((one) => one.kid === kid);
  if (!key) return refuse("wrong-key");
  try {
    const { payload } = await jwtVerify(token ?? "", key.verify, {
      algorithms: [algorithm],
      audience,
      clockTolerance,
      crit: {},
      currentDate: new Date(now),
      issuer,
      maxTokenAge: maxAge,
      requiredClaims: [...commonClaims, ...requiredClaims],
      typ,
      ...(subject === undefined ? {} : { subject }),
    });
    const { exp = Number.NaN, iat = Number.NaN, sub, jti } = payload;
    // The library takes any number, and any value for the rest.
    const isSound =
      Number.isSafeInteger(exp) && Number.isSafeInteger(iat) && iat >= 0 && exp > iat && isName(sub) && isName(jti);
    if (!isSound) return refuse("claim-invalid");
    if (exp - iat > maxAge) return refuse("token-too-old");
    return accept(payload as TokenClaims); // Checked right above, and by the library.
  } catch (error) {
    return refuse(reasonOf(error));
  }
}

function isName(value: unknown): boolean {
  return typeof value === "string" && value !== "" && value !== "__proto__";
}

function reasonOf(error: unknown): RefusalReason {
  if (error instanceof errors.JWTExpired) return error.claim === "iat" ? "token-too-old" : "token-expired";
  if (error instanceof errors.JWTClaimValidationFailed) {
    if (error.reason === "missing") return error.claim === "typ" ? "wrong-kind" : "claim-missing";
    if (error.reason === "invalid") return "claim-invalid";
    return failedChecks[error.claim] ?? "claim-invalid";
  }
  if (error instanceof errors.JWSSignatureVerificationFailed) return "wrong-signature";
  if (error instanceof errors.JOSEAlgNotAllowed) return "wrong-algorithm";
  if (error instanceof errors.JOSEError) return "token-malformed";
  throw error;
}

/** What a claim that does not fit says. */
const failedChecks: Readonly<Record<string, RefusalReason>> = {
  aud: "wrong-audience",
  iat: "token-from-the-future",
  iss: "wrong-issuer",
  nbf: "token-not-yet-valid",
  sub: "wrong-subject",
  typ: "wrong-kind",
};
