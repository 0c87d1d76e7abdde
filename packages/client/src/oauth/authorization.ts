/** Sends the user to the authorization endpoint and reads what comes back (RFC 6749 section 4.1, RFC 7636, RFC 9207). */

import { OAuthError, type OAuthErrorCode, statedError } from "./oauth-error.ts";

/** What {@link buildAuthorizationUrl} needs. */
export interface AuthorizationRequest {
  readonly authorizationEndpoint: string | URL;
  readonly clientId: string;
  readonly redirectUri: string;
  /** What the token shall be good for, separated by spaces. */
  readonly scope?: string;
  /** Of `createState`; to be kept for {@link readAuthorizationResponse}. */
  readonly state: string;
  /** Of `createCodeChallenge`; its verifier is to be kept for `buildTokenRequest`. */
  readonly codeChallenge: string;
  /** Sent besides the parameters of the standards, never instead of them. */
  readonly parameters?: Readonly<Record<string, string>>;
}

/**
 * Makes the address that the browser of the user is sent to (RFC 6749 section 4.1.1, RFC 7636 section 4.3). The query
 * of the endpoint is kept, its fragment is not.
 */
export function buildAuthorizationUrl({
  authorizationEndpoint,
  clientId,
  redirectUri,
  scope,
  state,
  codeChallenge,
  parameters,
}: AuthorizationRequest): URL {
  const url = new URL(authorizationEndpoint);
  url.hash = "";
  const all = {
    ...parameters,
    response_type: "code",
    client_id: clientId,
    redirect_uri: redirectUri,
    scope,
    state,
    code_challenge: codeChallenge,
    code_challenge_method: "S256",
  };
  for (const [name, value] of Object.entries(all)) {
    if (value !== undefined) url.searchParams.set(name, value);
  }
  return url;
}

/** What {@link readAuthorizationResponse} compares with. */
export interface AuthorizationExpectation {
  /** The value that was sent. */
  readonly state: string;
  /** Identifier of the server, if it is known to send `iss` (RFC 9207 section 2.4). */
  readonly issuer?: string | undefined;
}

const responseParameters = ["code", "state", "iss", "error", "error_description", "error_uri"];

/**
 * Reads the parameters with which the browser of the user came back (RFC 6749 section 4.1.2).
 *
 * @throws OAuthError `repeated_parameter`, `missing_state`, `state_mismatch`, `missing_issuer`, `issuer_mismatch` or
 * `missing_code` when the answer must not be trusted; with the code of the server when it refused.
 */
export function readAuthorizationResponse(
  response: URL | URLSearchParams,
  { state, issuer }: AuthorizationExpectation,
): { readonly code: string } {
  const query = "searchParams" in response ? response.searchParams : response;
  // RFC 6749 section 3.1: parameters must not be included more than once.
  const repeated = responseParameters.find((name) => query.getAll(name).length > 1);
  if (repeated) throw untrusted("repeated_parameter", `has ${repeated} more than once`);
  const given = query.get("state");
  // An empty state that was lost on our side must not match an empty one that was forged.
  if (!given) throw untrusted("missing_state", "has no state");
  if (given !== state) throw untrusted("state_mismatch", "has another state than was sent");
  const iss = query.get("iss");
  if (issuer !== undefined && !iss) throw untrusted("missing_issuer", "has no iss");
  // RFC 9207 section 2.4: compared as they are, also for an error.
  if (issuer !== undefined && iss !== issuer) throw untrusted("issuer_mismatch", "comes from another issuer");
  if (query.has("error")) throw statedError("Authorization", Object.fromEntries(query));
  const code = query.get("code");
  if (!code) throw untrusted("missing_code", "has neither code nor error");
  return { code };
}

function untrusted(code: OAuthErrorCode, reason: string): OAuthError {
  return new OAuthError(`The authorization response ${reason}`, { code });
}
