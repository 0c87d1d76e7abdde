/** RFC 7636: proof that who redeems a code is who asked for it. Only S256; there is no downgrade. */

import { hashOf, isSameHash } from "./digest.ts";
import { accept, refuse, type Verdict } from "./verdict.ts";

/** Section 4.2: whether a text can be the S256 challenge of a verifier. */
export function isCodeChallenge(text: string): boolean {
  return /^[\w-]{43}$/.test(text) && !text.endsWith("\n");
}

/** Section 4.6: whether a verifier belongs to a challenge. */
export async function verifyCodeVerifier(verifier: string | undefined, challenge: string): Promise<Verdict<true>> {
  if (verifier === undefined || verifier === "") return refuse("verifier-missing");
  if (!/^[A-Za-z0-9._~-]{43,128}$/.test(verifier) || verifier.endsWith("\n")) return refuse("verifier-malformed");
  return isSameHash(await hashOf(verifier), challenge) ? accept(true) : refuse("wrong-verifier");
}
