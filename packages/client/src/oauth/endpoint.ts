/** Requests to OAuth endpoints and their answers (RFC 6749 sections 3.2, 4.1.3 and 5). */

import { type Clock, systemClock } from "@parley/clock";
import { createApiError, ProtocolError } from "../errors/index.ts";
import { readRetryAfter } from "../retry/index.ts";
import { statedError } from "./oauth-error.ts";

/** What every request to an endpoint can be given. */
export interface EndpointRequestOptions {
  /**
   * Sent besides the usual ones. On a server, a client that has a secret puts its `authorization` here (RFC 6749
   * section 2.3.1).
   */
  readonly headers?: Readonly<Record<string, string>>;
  /** Form by default, as the standards ask; some servers take JSON instead. */
  readonly encoding?: "form" | "json";
  /** Sent besides the parameters of the standard, never instead of them. */
  readonly parameters?: Readonly<Record<string, string>>;
}

/** What the reading of an answer can be given. */
export interface EndpointResponseOptions {
  readonly clock?: Pick<Clock, "now">;
}

/** Makes a POST request; parameters that are `undefined` are left out. */
export function buildEndpointRequest(
  endpoint: string | URL,
  parameters: Readonly<Record<string, string | undefined>>,
  { headers, encoding, parameters: more }: EndpointRequestOptions,
): Request {
  const entries = Object.entries({ ...more, ...parameters }).filter(
    (entry): entry is [string, string] => entry[1] !== undefined,
  );
  const isJson = encoding === "json";
  return new Request(endpoint, {
    method: "POST",
    headers: {
      accept: "application/json",
      "content-type": isJson ? "application/json" : "application/x-www-form-urlencoded",
      ...headers,
    },
    body: isJson ? JSON.stringify(Object.fromEntries(entries)) : new URLSearchParams(entries).toString(),
    // What is sent is secret: it must not follow a redirect to another place.
    redirect: "manual",
  });
}

/**
 * Reads the JSON object of a success.
 *
 * @throws OAuthError when the server refuses in the form of RFC 6749 section 5.2; ApiError of the class of the status
 * when it refuses otherwise; ProtocolError `invalid_response` when a success has no JSON object.
 */
export async function readEndpointResponse(
  step: string,
  response: Response,
  { clock = systemClock }: EndpointResponseOptions,
): Promise<Readonly<Record<string, unknown>>> {
  const { ok, status, headers } = response;
  const members = parseObject(await response.text());
  if (ok && members) return members;
  if (ok) throw invalidResponse(step, "a JSON object");
  if (members && "error" in members) throw statedError(step, members, status);
  throw createApiError(`${step} was refused with ${status}`, {
    code: `status_${status}`,
    status,
    body: members,
    response,
    retryAfter: readRetryAfter(headers, clock),
  });
}

/** Makes the error of a success that is not what the standard says. */
export function invalidResponse(step: string, expected: string): ProtocolError {
  return new ProtocolError(`${step} was answered without ${expected}`, { code: "invalid_response" });
}

function parseObject(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : undefined; // just looked at
  } catch {
    // Not kept as a cause: the error of the parser quotes the text.
    return undefined;
  }
}
