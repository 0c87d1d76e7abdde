/** What came of looking at a credential; the reason is for the journal, and callers are told less. */

/** Why a credential is refused. */
export type RefusalReason =
  | "claim-invalid"
  | "claim-missing"
  | "header-not-allowed"
  | "token-expired"
  | "token-from-the-future"
  | "token-malformed"
  | "token-missing"
  | "token-not-yet-valid"
  | "token-revoked"
  | "token-too-long"
  | "token-too-old"
  | "token-unknown"
  | "token-used"
  | "verifier-malformed"
  | "verifier-missing"
  | "wrong-algorithm"
  | "wrong-audience"
  | "wrong-client"
  | "wrong-issuer"
  | "wrong-key"
  | "wrong-kind"
  | "wrong-redirect-uri"
  | "wrong-signature"
  | "wrong-subject"
  | "wrong-verifier";

/** Accepted with its value, or refused with the reason. */
export type Verdict<Value> =
  | { readonly isAccepted: true; readonly value: Value }
  | { readonly isAccepted: false; readonly reason: RefusalReason };

/** Accepts. */
export function accept<Value>(value: Value): Verdict<Value> {
  return { isAccepted: true, value };
}

/** Refuses. */
export function refuse(reason: RefusalReason): Verdict<never> {
  return { isAccepted: false, reason };
}
