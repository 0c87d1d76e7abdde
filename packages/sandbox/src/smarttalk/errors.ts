/** Errors in the forms of the contract. */

import type { Problem } from "@parley/server";

/** The common form of an error. */
export interface ApiErrorBody {
  readonly error?: string;
  readonly message: string;
  readonly code?: string;
  readonly status: number;
}

/** An error answer; it has the status that the operation documents. */
export interface ErrorReply<Status extends number> {
  readonly status: Status;
  readonly body: ApiErrorBody;
}

/** Codes that the contract knows, by status. */
const codes: Readonly<Record<number, string>> = {
  401: "AUTH_REQUIRED",
  404: "NOT_FOUND",
  413: "FILE_TOO_LARGE",
  429: "RATE_LIMITED",
  503: "UNAVAILABLE",
};

/** A refusal in the common form, with the code that its status has. */
export function refusal<Status extends number>(
  status: Status,
  message: string,
  code: string | undefined = codes[status],
): ErrorReply<Status> {
  return { status, body: { error: message, message, ...(code !== undefined && { code }), status } };
}

/** Whatever is not there, or is somebody else's: nobody can tell which. */
export const notFound = () => refusal(404, "Not found");
/** A chat model that the credential does not reach, whether or not it exists. */
export const noAccess = () => refusal(403, "No access to this chat model", undefined);
/** A credential for another conversation. */
export const accessDenied = () => refusal(403, "Access denied", "CONVERSATION_ACCESS_DENIED");
/** Nobody is signed in where somebody has to be. */
export const loginNeeded = () => refusal(401, "Authentication required");

/** Operations whose errors have the form of RFC 6749 section 5.2, besides those that all operations share. */
const oauthStatuses: ReadonlySet<number> = new Set([400, 401, 403]);

/** What the server refuses by itself, in the form of the operation. */
export function formatError({ status, message, operation }: Problem): unknown {
  if (operation?.tag === "OAuth" && oauthStatuses.has(status)) {
    return { error: status === 401 ? "invalid_client" : "invalid_request", error_description: message };
  }
  return refusal(status, message).body;
}
