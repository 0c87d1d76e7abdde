/** What the OAuth 2.0 functions have in common: the error, and requests to and answers of an endpoint. */

import { type ApiErrorOptions, createApiError, hide, ParleyError, ProtocolError } from "./errors.ts";
import { readRetryAfter } from "./retry.ts";
import { type Clock, systemClock } from "./clock.ts";

/**
 * Why an OAuth step failed. The first codes are ours, for answers that must not be trusted; the others are those of
 * RFC 6749 sections 4.1.2.1 and 5.2 and RFC 7009 section 2.2.1. Servers may have more.
 */
export type OAuthErrorCode =
  | "missing_state"
  | "state_mismatch"
  | "missing_issuer"
  | "issuer_mismatch"
  | "missing_code"
  | "repeated_parameter"
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

/** The authorization server refused, or its answer must not be trusted. Messages never quote what the server said. */
export class OAuthError extends ParleyError {
  override readonly name = "OAuthError";
  declare readonly code: OAuthErrorCode;
  /** Status of the answer; `undefined` for an answer that came by redirect. */
  readonly status: number | undefined;
  /** `error_description`, words for developers; not printed, because it may quote what was sent. */
  declare readonly description: string | undefined;
  /** `error_uri`, a page about the error; not printed. */
  declare readonly uri: string | undefined;

  constructor(message: string, { code, status, description, uri }: OAuthErrorOptions) {
    super(message, { code });
    this.status = status;
    hide(this, "description", description);
    hide(this, "uri", uri);
  }
}

/** Makes the error of an `error` member or parameter (RFC 6749 section 5.2). */
export function refusal(
  step: string,
  { error, error_description, error_uri }: Readonly<Record<string, unknown>>,
  status?: number,
): OAuthError {
  // RFC 6749 section 5.2 allows these characters; whoever forges a redirect could put anything there.
  const code = typeof error === "string" && /^[\w.:/ -]{1,64}$/.test(error) ? error : "invalid_request";
  return new OAuthError(`${step} was refused: ${code}`, {
    code,
    status,
    description: text(error_description),
    uri: text(error_uri),
  });
}

/** The value if it is text. */
export function text(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}

/** What every request to an endpoint can be given. */
export interface EndpointRequestOptions {
  /**
   * Sent besides the usual ones. A confidential client authenticates itself here (RFC 6749 section 2.3.1), on a
   * server.
   */
  readonly headers?: Readonly<Record<string, string>>;
  /** Form is what the standards ask for; some servers take JSON. Default `form`. */
  readonly encoding?: "form" | "json";
  /** Sent besides those of the standard, and never instead of them. */
  readonly parameters?: Readonly<Record<string, string>>;
}

/** Makes a POST request to an endpoint; parameters that are `undefined` are left out. */
export function buildEndpointRequest(
  endpoint: string | URL,
  parameters: Readonly<Record<string, string | undefined>>,
  { headers, encoding, parameters: more }: EndpointRequestOptions,
): Request {
  const entries = Object.entries({ ...more, ...parameters }).filter((entry): entry is [string, string] => entry[1] !== undefined);
  const isJson = encoding === "json";
  return new Request(endpoint, {
    method: "POST",
    headers: {
      accept: "application/json",
      "content-type": isJson ? "application/json" : "application/x-www-form-urlencoded",
      ...headers,
    },
    body: isJson ? JSON.stringify(Object.fromEntries(entries)) : new URLSearchParams(entries).toString(),
    // What is sent is secret; it must not follow a redirect to another place.
    redirect: "manual",
  });
}

/** What reading an answer can be given. */
export interface EndpointResponseOptions {
  readonly clock?: Pick<Clock, "now">;
}

/**
 * The JSON object of an answer with a success status.
 *
 * @throws OAuthError when the server refuses in the form of RFC 6749 section 5.2; ApiError of the status when it
 * refuses otherwise; ProtocolError `invalid_response` when the success has no JSON object.
 */
export async function readEndpointResponse(
  step: string,
  response: Response,
  clock: Pick<Clock, "now"> = systemClock,
): Promise<Readonly<Record<string, unknown>>> {
  const members = await readObject(response);
  if (!response.ok) throw endpointError(step, response, members, clock);
  if (!members) throw invalidResponse(step, "a JSON object");
  return members;
}

/** The error of an answer without a success status. */
export function endpointError(
  step: string,
  response: Response,
  members: Readonly<Record<string, unknown>> | undefined,
  clock: Pick<Clock, "now">,
): OAuthError | ReturnType<typeof createApiError> {
  const { status, headers } = response;
  if (members && text(members.error)) return refusal(step, members, status);
  const options: ApiErrorOptions = {
    code: `status_${status}`,
    status,
    body: members,
    response,
    retryAfter: readRetryAfter(headers, clock),
  };
  return createApiError(`${step} was refused with ${status}`, options);
}

/** The error of a success whose body is not what the standard says. */
export function invalidResponse(step: string, expected: string): ProtocolError {
  return new ProtocolError(`The answer to ${step} should have ${expected}`, { code: "invalid_response" });
}

async function readObject(response: Response): Promise<Readonly<Record<string, unknown>> | undefined> {
  try {
    const value: unknown = await response.json();
    return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : undefined; // an object
  } catch {
    // The error of the parser would quote the body.
    return undefined;
  }
}
