/** Ends a token (RFC 7009). */

import {
  buildEndpointRequest,
  type EndpointRequestOptions,
  type EndpointResponseOptions,
  readEndpointResponse,
} from "./endpoint.ts";

/** What {@link buildRevocationRequest} needs. */
export interface RevocationRequest extends EndpointRequestOptions {
  readonly revocationEndpoint: string | URL;
  readonly token: string;
  readonly tokenTypeHint?: "access_token" | "refresh_token";
  readonly clientId?: string;
}

/** Makes the request that ends a token (RFC 7009 section 2.1); it may be repeated. */
export function buildRevocationRequest(request: RevocationRequest): Request {
  const { revocationEndpoint, token, tokenTypeHint, clientId, ...options } = request;
  return buildEndpointRequest(
    revocationEndpoint,
    { token, token_type_hint: tokenTypeHint, client_id: clientId },
    options,
  );
}

/**
 * Reads whether the token is of no use now; a token that never was is a success too (RFC 7009 section 2.2).
 *
 * @throws OAuthError such as `unsupported_token_type` when the server refuses; ApiError when it refuses in another
 * form.
 */
export async function readRevocationResponse(response: Response, options: EndpointResponseOptions = {}): Promise<void> {
  if (response.ok) await response.body?.cancel();
  else await readEndpointResponse("The revocation", response, options);
}
