/** Exchanges a code or a refresh token at the token endpoint (RFC 6749 sections 4.1.3, 5 and 6). */

import { systemClock } from "@parley/clock";
import {
  buildEndpointRequest,
  type EndpointRequestOptions,
  type EndpointResponseOptions,
  invalidResponse,
  readEndpointResponse,
} from "./endpoint.ts";
import { textOf } from "./oauth-error.ts";

/** An authorization code and the proof that it was asked for here. */
export interface AuthorizationCodeGrant {
  readonly code: string;
  /** The same as in the authorization request. */
  readonly redirectUri: string;
  /** The verifier of the code challenge in the authorization request. */
  readonly codeVerifier: string;
}

/** A refresh token, and a narrower scope if that is wanted. */
export interface RefreshTokenGrant {
  readonly refreshToken: string;
  readonly scope?: string;
}

/** What {@link buildTokenRequest} needs. */
export interface TokenRequest extends EndpointRequestOptions {
  readonly tokenEndpoint: string | URL;
  readonly clientId: string;
  readonly grant: AuthorizationCodeGrant | RefreshTokenGrant;
}

/** Makes the request to the token endpoint; a code is good for one request, so do not repeat it. */
export function buildTokenRequest({ tokenEndpoint, clientId, grant, ...options }: TokenRequest): Request {
  const parameters =
    "code" in grant
      ? {
          grant_type: "authorization_code",
          code: grant.code,
          redirect_uri: grant.redirectUri,
          client_id: clientId,
          code_verifier: grant.codeVerifier,
        }
      : { grant_type: "refresh_token", refresh_token: grant.refreshToken, scope: grant.scope, client_id: clientId };
  return buildEndpointRequest(tokenEndpoint, parameters, options);
}

/** What a token endpoint gave. */
export interface TokenResponse {
  readonly accessToken: string;
  /** `Bearer`, unless the server says otherwise; a token of another type must not be used as a Bearer token. */
  readonly tokenType: string;
  /** When the token ends, in milliseconds since 1970 by the clock of the server; `undefined` where it does not say. */
  readonly expiresAt: number | undefined;
  readonly refreshToken: string | undefined;
  /** The granted scope; `undefined` where it is the requested one (RFC 6749 section 5.1). */
  readonly scope: string | undefined;
  /** All members as they came. */
  readonly raw: Readonly<Record<string, unknown>>;
}

/**
 * Reads the answer of the token endpoint.
 *
 * @throws OAuthError such as `invalid_grant` when the server refuses; ApiError when it refuses in another form;
 * ProtocolError `invalid_response` when there is no access token.
 */
export async function readTokenResponse(
  response: Response,
  options: EndpointResponseOptions = {},
): Promise<TokenResponse> {
  const { clock = systemClock } = options;
  const raw = await readEndpointResponse("The token request", response, options);
  const accessToken = textOf(raw.access_token);
  if (!accessToken) throw invalidResponse("The token request", "access_token");
  const tokenType = textOf(raw.token_type) ?? "Bearer";
  // Some servers send the number as text.
  const lifetime = Number(raw.expires_in ?? Number.NaN) * 1000;
  const now = Date.parse(response.headers.get("date") ?? "") || clock.now();
  return {
    accessToken,
    // RFC 6749 section 5.1: the case of the type does not matter; some resource servers disagree.
    tokenType: /^bearer$/i.test(tokenType) ? "Bearer" : tokenType,
    expiresAt: Number.isNaN(lifetime) ? undefined : now + lifetime,
    refreshToken: textOf(raw.refresh_token),
    scope: textOf(raw.scope),
    raw,
  };
}
