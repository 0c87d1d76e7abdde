/** Makes signed tokens. */

import type { Clock } from "@parley/clock";
import { base64url, SignJWT } from "jose";
import type { RandomBytes } from "./digest.ts";
import type { KeyRing } from "./signing-key.ts";
import type { TokenKind } from "./token-kind.ts";

/** What a token is made of. */
export interface TokenMinting {
  readonly keys: KeyRing;
  readonly clock: Clock;
  readonly randomBytes: RandomBytes;
  /** Seconds; the greatest age of the kind where it is not given, and never more. */
  readonly lifetime?: number;
}

/**
 * Mints a token of a kind about a subject.
 *
 * @returns The token, and the time in milliseconds from which it is expired.
 * @throws TypeError when the ring has no key for the kind, or the lifetime is none.
 */
export async function mintToken(
  kind: TokenKind,
  subject: string,
  claims: Readonly<Record<string, unknown>>,
  { keys, clock, randomBytes, lifetime = kind.maxAge }: TokenMinting,
): Promise<{ readonly token: string; readonly expiresAt: number; readonly id: string }> {
  const key = keys.keys.find(({ algorithm, retiresAt }) => algorithm === kind.algorithm && clock.now() < retiresAt);
  if (!key) throw new TypeError(`There is no key to sign a token of the kind ${kind.name}.`);
  if (!(lifetime > 0)) throw new TypeError("A token has to live for some time.");
  const issuedAt = Math.floor(clock.now() / 1_000);
  const expiresAt = issuedAt + Math.min(Math.floor(lifetime), kind.maxAge);
  const id = base64url.encode(randomBytes(16));
  const token = await new SignJWT({ ...claims })
    .setProtectedHeader({ alg: kind.algorithm, kid: key.kid, typ: kind.typ })
    .setIssuer(kind.issuer)
    .setAudience(kind.audience)
    .setSubject(subject)
    .setIssuedAt(issuedAt)
    .setExpirationTime(expiresAt)
    .setJti(id)
    .sign(key.sign);
  return { token, expiresAt: expiresAt * 1_000, id };
}
