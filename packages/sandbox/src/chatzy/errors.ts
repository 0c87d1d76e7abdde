/** Refusals in the form of the contract: one sentence for people. */

import type { Problem } from "@parley/server";

/** The body of a refusal of the server itself. */
export function formatError({ code, message }: Problem): { readonly message: string } {
  if (code === "unauthenticated") return { message: "Unauthorized" };
  if (code === "invalid_token") return { message: "Invalid token" };
  return { message };
}

/** A refusal of a handler. */
export interface ChatzyRefusal<Status extends number = number> {
  readonly status: Status;
  readonly body: { readonly message: string };
  readonly headers?: Readonly<Record<string, string>>;
}

/** Refuses. */
export function refuse<const Status extends number>(status: Status, message: string): ChatzyRefusal<Status> {
  return { status, body: { message } };
}

/** Refuses a token: RFC 9110 section 11.6.1 asks for a challenge, which keys in an address have no registered name for. */
export function refuseToken(message: string, scheme: "ApiKey" | "Bearer" = "ApiKey"): ChatzyRefusal<401> {
  const error = scheme === "Bearer" ? `, error="invalid_token", error_description="${message}"` : "";
  return {
    status: 401,
    body: { message },
    headers: { "www-authenticate": `${scheme} realm="Chatzy AI"${error}`, "cache-control": "no-store" },
  };
}

/** Unknown, or of somebody else: the answer is the same. */
export const agentNotFound = refuse(404, "AI Agent not found");
/** Unknown, or of somebody else: the answer is the same. */
export const conversationNotFound = refuse(404, "Conversation not found");
/** Unknown, or of somebody else: the answer is the same. */
export const contactNotFound = refuse(404, "Contact not found");

/** Longest id that callers may make up; the vendor states no limit, and records are found by it. */
const longestId = 256;

/** Refuses an id of the caller's own that is too long to be kept; the first one of these. */
export function findLongId(ids: Readonly<Record<string, string | undefined>>): ChatzyRefusal<400> | undefined {
  const [found] = Object.entries(ids).filter(([, id]) => id !== undefined && id.length > longestId);
  return found && refuse(400, `${found[0]} is longer than ${longestId} characters`);
}
