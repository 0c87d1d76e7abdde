/** RFC 6749 sections 4.1.2.1 and 5.2, RFC 6750 section 3.1: the errors of OAuth. */

/** Errors of an authorization request. */
export type AuthorizationErrorCode =
  | "access_denied"
  | "invalid_request"
  | "invalid_scope"
  | "login_required"
  | "request_not_supported"
  | "request_uri_not_supported"
  | "server_error"
  | "temporarily_unavailable"
  | "unauthorized_client"
  | "unsupported_response_type";

/** Errors of a token request. */
export type TokenErrorCode =
  | "invalid_client"
  | "invalid_grant"
  | "invalid_request"
  | "invalid_scope"
  | "unauthorized_client"
  | "unsupported_grant_type";

/** The body of an error answer. */
export interface OAuthErrorBody {
  readonly error: TokenErrorCode;
  readonly error_description?: string;
}

/** The status and body of a refused token request. Whatever was wrong with a grant, the answer is the same. */
export function tokenError(error: TokenErrorCode, description?: string): { status: 400 | 401; body: OAuthErrorBody } {
  const body =
    error === "invalid_grant" || description === undefined ? { error } : { error, error_description: description };
  return { status: error === "invalid_client" ? 401 : 400, body };
}
