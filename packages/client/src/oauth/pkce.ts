/** Proof key for code exchange (RFC 7636), method S256. */

import { UsageError } from "../errors/index.ts";

/** Makes a code verifier: 32 random bytes as base64url, 43 characters (RFC 7636 section 4.1). */
export function createCodeVerifier(): string {
  return base64url(crypto.getRandomValues(new Uint8Array(32)));
}

/** Makes a value for `state`: 16 random bytes as base64url, 22 characters (RFC 6749 section 10.12). */
export function createState(): string {
  return base64url(crypto.getRandomValues(new Uint8Array(16)));
}

/**
 * Makes the code challenge of a verifier: its SHA-256 as base64url, 43 characters (RFC 7636 section 4.2).
 *
 * @throws UsageError `invalid_code_verifier` when it is not 43 to 128 unreserved characters; `no_secure_context` where
 * the runtime withholds `crypto.subtle`, as browsers do on plain http.
 */
export async function createCodeChallenge(verifier: string): Promise<string> {
  if (!/^[\w.~-]{43,128}$/.test(verifier)) {
    throw new UsageError("A code verifier is 43 to 128 of the characters A-Z a-z 0-9 - . _ ~", {
      code: "invalid_code_verifier",
    });
  }
  if (!crypto.subtle) {
    throw new UsageError("PKCE needs crypto.subtle, which browsers have on https and localhost only", {
      code: "no_secure_context",
    });
  }
  return base64url(new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(verifier))));
}

/** Base64url without padding (RFC 4648 section 5). */
function base64url(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");
}
