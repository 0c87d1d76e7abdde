/** RFC 9110 section 11.6.1 and RFC 6750 section 3: what a caller has to present. */

import type { SecurityScheme } from "@parley/contracts";
import type { ProblemCode } from "../request/index.ts";

/** RFC 6750 section 3.1; a request without a credential is told none. */
const errorCodes: Partial<Record<ProblemCode, string>> = {
  invalid_token: "invalid_token",
  insufficient_scope: "insufficient_scope",
  conflicting_credentials: "invalid_request",
};

/**
 * The value of `WWW-Authenticate`: one challenge for each way that the schemes know.
 *
 * Keys have no registered name of their own; `ApiKey` stands for them, because a 401 has to have a challenge.
 */
export function challenge(
  schemes: readonly SecurityScheme[],
  realm: string,
  code: ProblemCode,
  description: string,
  scopes: readonly string[],
): string {
  const error = errorCodes[code];
  const parameters = [
    `realm=${quote(realm)}`,
    ...(error === undefined ? [] : [`error="${error}"`, `error_description=${quote(description)}`]),
    ...(scopes.length > 0 ? [`scope=${quote(scopes.join(" "))}`] : []),
  ].join(", ");
  const names = new Set(schemes.map(nameOf));
  if (names.size > 1) names.delete("ApiKey");
  return [...names].map((name) => `${name} ${name === "Bearer" ? parameters : `realm=${quote(realm)}`}`).join(", ");
}

function nameOf(scheme: SecurityScheme): string {
  if (scheme.type === "apiKey") return "ApiKey";
  if (scheme.type === "oauth2") return "Bearer";
  return `${scheme.scheme.charAt(0).toUpperCase()}${scheme.scheme.slice(1).toLowerCase()}`;
}

/** A quoted string; what RFC 6750 does not allow in one is left out. */
function quote(text: string): string {
  return `"${text.replace(/[^\x20-\x7e]|["\\]/g, "")}"`;
}
