/** Refusals in the form of the contract. */

import type { Problem, ProblemCode } from "@parley/server";

/** The body of every failure. */
interface ErrorBody {
  readonly success: false;
  readonly error: { readonly message: string; readonly code: string };
}

/** A refusal. */
export interface RefusalReply<Status extends number> {
  readonly status: Status;
  readonly body: ErrorBody;
}

/** Makes a refusal of a handler. */
export function refuse<const Status extends number>(
  status: Status,
  code: string,
  message: string,
): RefusalReply<Status> {
  return { status, body: bodyOf(code, message) };
}

/** A task that is not there, or somebody else's: nobody learns which. */
export const taskNotFound = refuse(404, "NOT_FOUND", "Task not found");

/** Says in the form of the contract what is wrong with a request before its handler sees it. */
export function formatError({ status, code, message, reason, operation, violations }: Problem): ErrorBody {
  if (reason !== undefined) return bodyOf(reason, denials.get(reason) ?? message);
  if (code === "unauthenticated") return bodyOf("AUTH_REQUIRED", "Authentication required");
  if (status !== 400) return bodyOf(codes[code], message);
  const names = violations.map(({ in: place, pointer }) => (place === "body" ? pointer.split("/", 2)[1] : undefined));
  const has = (...wanted: string[]) => names.some((name) => name !== undefined && wanted.includes(name));
  if (operation?.id === "createEndUserToken") {
    if (has("appId", "appSecret")) return bodyOf("MISSING_CREDENTIALS", "appId and appSecret are required");
    if (has("endUserId")) return missingEndUserId;
    if (has("expiresIn")) return bodyOf("INVALID_EXPIRES_IN", "expiresIn must look like 30m or 1h");
  }
  const isAboutVariables = names.length > 0 && names.every((name) => name === "env" || name === "secrets");
  if (isAboutVariables) {
    return bodyOf(
      "INVALID_ENV",
      `env and secrets need names of letters, digits and underscores, and texts: ${message}`,
    );
  }
  const isTooMany = violations.some(({ pointer, rule }) => pointer === "/files" && rule === "maxItems");
  return bodyOf("VALIDATION_ERROR", isTooMany ? "At most 20 files can be sent at once" : message);
}

function bodyOf(code: string, message: string): ErrorBody {
  return { success: false, error: { message, code } };
}

/** Who the token is for was not said. */
export const missingEndUserId = bodyOf("MISSING_END_USER_ID", "endUserId is required");

/** What verifiers say, for people. */
const denials: ReadonlyMap<string, string> = new Map([
  ["INVALID_API_KEY", "Invalid API key"],
  ["INVALID_AUTH_FORMAT", "The bearer value is neither an API key nor a token"],
  ["INVALID_TOKEN", "The token is invalid or expired"],
  ["ORIGIN_NOT_ALLOWED", "The origin is not allowed"],
  ["FORBIDDEN", "Your role does not allow this"],
]);

/** Codes of problems that no field of a contract is to blame for; those that the vendor does not have are ours. */
const codes: Readonly<Record<ProblemCode, string>> = {
  not_found: "NOT_FOUND",
  method_not_allowed: "METHOD_NOT_ALLOWED",
  not_acceptable: "NOT_ACCEPTABLE",
  uri_too_long: "URI_TOO_LONG",
  too_large: "PAYLOAD_TOO_LARGE",
  unsupported_media_type: "UNSUPPORTED_MEDIA_TYPE",
  malformed: "VALIDATION_ERROR",
  invalid: "VALIDATION_ERROR",
  unauthenticated: "AUTH_REQUIRED",
  invalid_token: "INVALID_TOKEN",
  insufficient_scope: "FORBIDDEN",
  conflicting_credentials: "VALIDATION_ERROR",
  timeout: "REQUEST_TIMEOUT",
  misdirected: "MISDIRECTED",
  headers_too_large: "HEADERS_TOO_LARGE",
  internal: "INTERNAL_ERROR",
  not_implemented: "NOT_IMPLEMENTED",
};
