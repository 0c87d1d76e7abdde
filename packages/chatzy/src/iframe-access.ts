/** Tokens and address of an authorised iframe; for servers only. */

import { refuseBrowser, unwrap } from "@parley/client";
import type { Chatzy, RequestOptions } from "./chatzy.ts";

/** Who uses the iframe, with which agent. */
export interface IframeUser {
  /** Your own id of the user. */
  readonly userId: string;
  /** Id of the agent. */
  readonly chatbotId: string;
}

/** An access token and its end. */
export interface AccessToken {
  /** For the iframe. */
  readonly accessToken: string;
  /** Milliseconds since 1970. */
  readonly accessTokenExpiresAt: number;
}

/** An access token and what buys the next one. */
export interface TokenPair extends AccessToken {
  /** Stays on the server. */
  readonly refreshToken: string;
  /** Milliseconds since 1970. */
  readonly refreshTokenExpiresAt: number;
}

/**
 * Buys a token pair with the secret client key (`createAccessToken`).
 *
 * @throws UsageError `secret_in_browser`; ApiError, AbortError, TimeoutError, ConnectionError.
 * @example
 * const { accessToken, refreshToken } = await createTokenPair(chatzy, { userId, chatbotId, clientApiKey });
 */
export async function createTokenPair(
  chatzy: Chatzy,
  { userId, chatbotId, clientApiKey, ...options }: IframeUser & RequestOptions & { readonly clientApiKey: string },
): Promise<TokenPair> {
  refuseBrowser("createTokenPair");
  const body = { user_id: userId, chatbot_id: chatbotId, client_api_key: clientApiKey };
  const { data } = await unwrap(chatzy.POST("/ai_agent/get_access_token", { ...options, body }));
  return {
    accessToken: data.access_token,
    accessTokenExpiresAt: data.access_token_expires_at,
    refreshToken: data.refresh_token,
    refreshTokenExpiresAt: data.refresh_token_expires_at,
  };
}

/**
 * Buys a new access token with the refresh token, which stays in use until its own end.
 *
 * @throws UsageError `secret_in_browser`; AuthenticationError when a new pair is needed; ApiError, AbortError, TimeoutError,
 * ConnectionError.
 */
export async function refreshAccessToken(
  chatzy: Chatzy,
  {
    userId,
    chatbotId,
    refreshToken: token,
    ...options
  }: IframeUser & RequestOptions & { readonly refreshToken: string },
): Promise<AccessToken> {
  refuseBrowser("refreshAccessToken");
  const body = { user_id: userId, chatbot_id: chatbotId, refresh_token: token };
  const { data } = await unwrap(chatzy.POST("/ai_agent/refresh_token", { ...options, body }));
  return { accessToken: data.access_token, accessTokenExpiresAt: data.expires_at };
}

/**
 * The address for the `src` of the iframe. The token stands in it because the vendor reads it there: write it into
 * pages that are neither stored nor logged, with `Cache-Control: no-store`, and give the iframe
 * `referrerpolicy="no-referrer"`.
 *
 * @param parts - `appUrl` is where the hosted chat is, by default `https://app.chatzy.ai`.
 * @throws UsageError `secret_in_browser`.
 */
export function iframeUrl({
  userId,
  chatbotId,
  accessToken,
  appUrl = "https://app.chatzy.ai",
}: IframeUser & { readonly accessToken: string; readonly appUrl?: string }): string {
  refuseBrowser("iframeUrl");
  const query = new URLSearchParams({ user_id: userId, access_token: accessToken });
  return `${appUrl.replace(/\/$/, "")}/chatbot-iframe/${encodeURIComponent(chatbotId)}?${query}`;
}
