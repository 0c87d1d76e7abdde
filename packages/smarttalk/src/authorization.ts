/** OAuth 2.0 with PKCE, as this platform does it: public clients, JSON bodies, a chat model with each token. */

import {
  type AuthorizationCodeGrant,
  type AuthorizationRequest,
  buildAuthorizationUrl,
  type CallOptions,
  type IntrospectionResponse,
  ProtocolError,
  readIntrospectionResponse,
  readRevocationResponse,
  readTokenResponse,
  setupOf,
  unwrap,
} from "@parley/client";
import type { AnyClient } from "./client.ts";

/** The scopes that are known; the vendor publishes no list. */
export type Scope = "embed" | "chat" | "sync:products" | "sync:categories" | (string & {});

/** What {@link authorizationUrl} needs. */
export interface AuthorizationUrlRequest
  extends Pick<AuthorizationRequest, "clientId" | "redirectUri" | "state" | "codeChallenge"> {
  readonly scopes: readonly Scope[];
}

/**
 * Makes the address where the user logs in and chooses an assistant (`startAuthorization`). Keep `state` and the
 * verifier of `codeChallenge` for the way back, where `readAuthorizationResponse` reads the code.
 *
 * @example
 * const [state, codeVerifier] = [createState(), createCodeVerifier()];
 * const codeChallenge = await createCodeChallenge(codeVerifier);
 * location.href = authorizationUrl(client, { clientId, redirectUri, scopes: ["chat"], state, codeChallenge }).href;
 */
export function authorizationUrl(client: AnyClient, { scopes, ...request }: AuthorizationUrlRequest): URL {
  const { baseUrl, contract } = setupOf(client);
  const origin = baseUrl ?? contract.serverUrl;
  const authorizationEndpoint = `${origin.replace(/\/$/, "")}/api/oauth/aist/authorize`;
  return buildAuthorizationUrl({ ...request, authorizationEndpoint, scope: scopes.join(" ") });
}

/** An access token and what it is for. */
export interface AccessToken {
  readonly accessToken: string;
  /** For `oauth(accessToken, { chatModelId })`: the assistant that the user chose. */
  readonly chatModelId: string;
  /** When the token ends, in milliseconds since 1970; the vendor does not promise to say it. There is no refresh. */
  readonly expiresAt: number | undefined;
  /** The granted scopes, separated by blanks; `undefined` where they are those that were asked for. */
  readonly scope: string | undefined;
  /** Which site it is, for synchronisation, when an account has several. */
  readonly siteIdentifier: string | undefined;
}

/**
 * Exchanges the code for an access token (`exchangeAuthorizationCode`). A code is good for one exchange.
 *
 * @throws OAuthError, such as `invalid_grant`; ApiError when the platform refuses in another form; ProtocolError
 * `invalid_response` when token or chat model are missing.
 */
export async function exchangeAuthorizationCode(
  client: AnyClient,
  { clientId, code, redirectUri, codeVerifier }: AuthorizationCodeGrant & { readonly clientId: string },
  options?: CallOptions,
): Promise<AccessToken> {
  const answer = await client.POST("/api/oauth/aist/token", {
    ...options,
    parseAs: "stream",
    body: {
      grant_type: "authorization_code",
      code,
      redirect_uri: redirectUri,
      client_id: clientId,
      code_verifier: codeVerifier,
    },
  });
  const { accessToken, expiresAt, scope, raw } = await readTokenResponse(responseOf(answer), setupOf(client));
  const { chat_model_id: chatModelId, site_identifier: siteIdentifier } = raw;
  if (typeof chatModelId !== "string") {
    throw new ProtocolError("The token request was answered without chat_model_id", { code: "invalid_response" });
  }
  return {
    accessToken,
    chatModelId,
    expiresAt,
    scope,
    siteIdentifier: typeof siteIdentifier === "string" ? siteIdentifier : undefined,
  };
}

/** The answer as the functions of OAuth read it; of a refusal the client has read the body. */
function responseOf({ error, response }: { readonly error?: unknown; readonly response: Response }): Response {
  if (response.ok) return response;
  const { status, headers } = response;
  return new Response(typeof error === "string" ? error : JSON.stringify(error), { status, headers });
}

/**
 * Ends an access token (`revokeToken`).
 *
 * @throws OAuthError; ApiError when the platform refuses in another form.
 */
export async function revokeToken(client: AnyClient, token: string, options?: CallOptions): Promise<void> {
  const answer = await client.POST("/api/oauth/aist/revoke", { ...options, parseAs: "stream", body: { token } });
  await readRevocationResponse(responseOf(answer), setupOf(client));
}

/**
 * Asks whether an access token still works (`introspectToken`). The vendor's client takes every refusal for a no.
 *
 * @throws OAuthError; ApiError when the platform refuses in another form; ProtocolError `invalid_response`.
 */
export async function introspectToken(
  client: AnyClient,
  token: string,
  options?: CallOptions,
): Promise<IntrospectionResponse> {
  const answer = await client.POST("/api/oauth/aist/introspect", { ...options, parseAs: "stream", body: { token } });
  return readIntrospectionResponse(responseOf(answer), setupOf(client));
}

/**
 * Says that a known client will come back to this address (`registerRedirectUri`). The vendor's client does so before
 * it sends a user to log in.
 *
 * @param registration - `origin` of the site; browsers send it themselves.
 * @throws ApiError, such as PermissionError with the code `unauthorized_client`.
 */
export async function registerRedirectUri(
  client: AnyClient,
  { clientId, redirectUri, origin }: RedirectRegistration,
  options?: CallOptions,
): Promise<void> {
  await unwrap(
    client.POST("/api/oauth/aist/clients/register", {
      ...options,
      params: { header: origin === undefined ? {} : { Origin: origin } },
      body: { client_id: clientId, redirect_uri: redirectUri },
    }),
  );
}

/** A client and the address that its users come back to. */
export interface RedirectRegistration {
  readonly clientId: string;
  readonly redirectUri: string;
  readonly origin?: string;
}
