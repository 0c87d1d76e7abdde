/** The older ways to a user token, for `legacyJwt(token)`. */

import { type CallOptions, unwrap } from "@parley/client";
import type { components } from "@parley/contracts/smarttalk";
import type { AnyClient } from "./client.ts";
import type { AuthSession } from "./schemas.ts";

/**
 * Signs a user in with the token of another provider (`exchangeLegacyToken`).
 *
 * @deprecated The vendor calls this way legacy; take `authorizationUrl` and `exchangeAuthorizationCode`.
 * @throws ApiError, such as AuthenticationError.
 */
export function exchangeLegacyToken(
  client: AnyClient,
  token: Readonly<components["schemas"]["LegacyTokenRequest"]>,
  options?: CallOptions,
): Promise<AuthSession> {
  return unwrap(client.POST("/api/auth/oauth", { ...options, body: token }));
}

/**
 * Sends a login code by mail (`requestLoginCode`).
 *
 * @deprecated It ends in a token that the vendor calls legacy; take `authorizationUrl` and `exchangeAuthorizationCode`.
 * @throws ApiError, such as NotFoundError; with the code `rejected_in_body` when the platform refuses in spite of its
 * status.
 */
export async function requestLoginCode(
  client: AnyClient,
  { email, ...user }: Readonly<components["schemas"]["LoginCodeRequest"]>,
  options?: CallOptions,
): Promise<void> {
  // The vendor's client does so; who verifies the code must name the same address.
  await unwrap(client.POST("/api/auth/request-otp", { ...options, body: { ...user, email: email.toLowerCase() } }));
}

/**
 * Signs a user in with the code from the mail (`verifyLoginCode`).
 *
 * @deprecated The vendor calls this token legacy; take `authorizationUrl` and `exchangeAuthorizationCode`.
 * @throws ApiError, such as RateLimitError after too many attempts.
 */
export function verifyLoginCode(
  client: AnyClient,
  { email, ...verification }: Readonly<components["schemas"]["LoginCodeVerification"]>,
  options?: CallOptions,
): Promise<AuthSession> {
  const body = { ...verification, email: email.toLowerCase() };
  return unwrap(client.POST("/api/auth/otp-auth", { ...options, body }));
}
