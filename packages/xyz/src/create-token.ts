/** Buys tokens for end users; for servers, because the secret of the app is needed. */

import { type ApiOptions, createApiClient, refuseBrowser, unwrap } from "@parley/client";
import type { components, paths } from "@parley/contracts/xyz";
import { clientContract } from "@parley/contracts/xyz/client";
import { dataOf, problemCode } from "./platform.ts";
import type { EndUserToken, Variables } from "./schemas.ts";

/** The widget app that tokens are for, and how to reach the platform. */
export interface AppOptions extends Omit<ApiOptions, "credentials"> {
  readonly appId: string;
  readonly appSecret: string;
}

/** What may be said about one token. */
export interface TokenSettings {
  /** Lifetime such as `30m`, `1h` or `7d`; `1h` by default. */
  readonly expiresIn?: string | undefined;
  /** Plain variables for the tool servers of the project; they never enter the token. */
  readonly env?: Variables | null | undefined;
  /** Secret variables, used in the same way; a name that is also in `env` wins here. */
  readonly secrets?: Variables | null | undefined;
}

/** Options of {@link createToken}. */
export interface CreateTokenOptions extends AppOptions, TokenSettings {
  /** Your own id of the user, from your login session. Conversations belong to it. */
  readonly endUserId: string;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Gets a token with which a browser may chat as one of your users (`createEndUserToken`). There is no refresh token:
 * call it again for each renewal.
 *
 * @throws UsageError `secret_in_browser`; BadRequestError, AuthenticationError `INVALID_CREDENTIALS`, ServerError
 * `JWT_NOT_CONFIGURED` and other ApiError; AbortError, TimeoutError, ConnectionError, ProtocolError.
 * @example
 * const { token, expiresAt } = await createToken({ appId, appSecret, endUserId: session.userId, expiresIn: "30m" });
 */
export async function createToken(options: CreateTokenOptions): Promise<EndUserToken> {
  refuseBrowser("createToken");
  const { appId, appSecret, endUserId, expiresIn, env, secrets, signal, ...rest } = options;
  const client = createApiClient<paths>({ ...clientContract, problemCode }, rest);
  const body = { appId, appSecret, endUserId, expiresIn, env, secrets } as components["schemas"]["EndUserTokenRequest"]; // JSON leaves out what is undefined
  return dataOf(
    "createEndUserToken",
    await unwrap(client.POST("/api/v1/auth/token", { body, ...(signal && { signal }) })),
  );
}
