/** The error of the OAuth functions. */

import { hide, ParleyError } from "../errors/index.ts";

/**
 * Why an OAuth step failed. The first seven are ours, for answers that must not be trusted; the others are those of
 * RFC 6749 sections 4.1.2.1 and 5.2 and RFC 7009 section 2.2.1. Servers may have more.
 */
export type OAuthErrorCode =
  | "missing_state"
  | "state_mismatch"
  | "missing_issuer"
  | "issuer_mismatch"
  | "missing_code"
  | "repeated_parameter"
  | "unreadable_error"
  | "invalid_request"
  | "invalid_client"
  | "invalid_grant"
  | "invalid_scope"
  | "unauthorized_client"
  | "unsupported_grant_type"
  | "unsupported_response_type"
  | "unsupported_token_type"
  | "access_denied"
  | "server_error"
  | "temporarily_unavailable"
  | (string & {});

/** What an {@link OAuthError} is made of. */
export interface OAuthErrorOptions {
  readonly code: OAuthErrorCode;
  readonly status?: number | undefined;
  readonly description?: string | undefined;
  readonly uri?: string | undefined;
}

/** The authorization server refused, or what came in its name must not be trusted. */
export class OAuthError extends ParleyError {
  override readonly name = "OAuthError";
  declare readonly code: OAuthErrorCode;
  /** Status of the answer; `undefined` where it came by redirect. */
  readonly status: number | undefined;
  /** `error_description`, for developers; not printed, because it may quote what was sent. */
  declare readonly description: string | undefined;
  /** `error_uri`, the address of a page about the error; not printed. */
  declare readonly uri: string | undefined;

  constructor(message: string, { code, status, description, uri }: OAuthErrorOptions) {
    super(message, { code });
    this.status = status;
    hide(this, { description, uri });
  }
}

/** Makes the error that a server states as parameters or as JSON (RFC 6749 sections 4.1.2.1 and 5.2). */
export function statedError(
  step: string,
  { error, error_description, error_uri }: Readonly<Record<string, unknown>>,
  status?: number,
): OAuthError {
  // The characters of RFC 6749; whoever forges a redirect can put anything there.
  const isReadable = typeof error === "string" && /^[ !#-[\]-~]{1,64}$/.test(error);
  const code = isReadable ? error : "unreadable_error";
  return new OAuthError(`${step} was refused: ${code}`, {
    code,
    status,
    description: textOf(error_description),
    uri: textOf(error_uri),
  });
}

/** The value if it is text. */
export function textOf(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}
