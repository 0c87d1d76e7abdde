/** Asks whether a token still works (RFC 7662). */

import {
  buildEndpointRequest,
  type EndpointRequestOptions,
  type EndpointResponseOptions,
  invalidResponse,
  readEndpointResponse,
} from "./endpoint.ts";
import { textOf } from "./oauth-error.ts";

/** What {@link buildIntrospectionRequest} needs. */
export interface IntrospectionRequest extends EndpointRequestOptions {
  readonly introspectionEndpoint: string | URL;
  readonly token: string;
  readonly tokenTypeHint?: "access_token" | "refresh_token";
}

/** Makes the request that asks about a token (RFC 7662 section 2.1). */
export function buildIntrospectionRequest(request: IntrospectionRequest): Request {
  const { introspectionEndpoint, token, tokenTypeHint, ...options } = request;
  return buildEndpointRequest(introspectionEndpoint, { token, token_type_hint: tokenTypeHint }, options);
}

/** What a server says about a token. */
export interface IntrospectionResponse {
  /** False for a token that is unknown, expired or revoked. */
  readonly active: boolean;
  /** When the token ends, in milliseconds since 1970; `undefined` where the server does not say. */
  readonly expiresAt: number | undefined;
  readonly scope: string | undefined;
  /** All members as they came. */
  readonly raw: Readonly<Record<string, unknown>>;
}

/**
 * Reads the state of a token (RFC 7662 section 2.2).
 *
 * @throws OAuthError when the server refuses the question; ApiError when it refuses in another form; ProtocolError
 * `invalid_response` when it does not say whether the token is active.
 */
export async function readIntrospectionResponse(
  response: Response,
  options: EndpointResponseOptions = {},
): Promise<IntrospectionResponse> {
  const raw = await readEndpointResponse("The introspection", response, options);
  const { active, exp, scope } = raw;
  if (typeof active !== "boolean") throw invalidResponse("The introspection", "active");
  return { active, expiresAt: typeof exp === "number" ? exp * 1000 : undefined, scope: textOf(scope), raw };
}
