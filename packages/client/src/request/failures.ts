/** Errors of calls that got no answer, or none of the contract. */

import type { ClientOperation } from "@parley/contracts";
import { AbortError, ConnectionError, capName, failureOf, ProtocolError, TimeoutError } from "../errors/index.ts";

/** Makes the error of a call that its caller ended. */
export function aborted(operation: ClientOperation, cause: unknown): AbortError {
  return failureOf(AbortError, operation, "aborted", "was aborted", { cause });
}

/** Makes the error of an attempt that took too long. */
export function timedOut(operation: ClientOperation, timeout: number, cause: unknown): TimeoutError {
  return failureOf(TimeoutError, operation, "timeout", `was not answered within ${timeout} ms`, { cause });
}

/** Makes the error of a connection that failed, with the code of the runtime where there is one. */
export function disconnected(operation: ClientOperation, words: string, cause: unknown): ConnectionError {
  const { code, cause: root } = (cause ?? {}) as { code?: unknown; cause?: { code?: unknown } }; // an error, as a rule
  const reason = [root?.code, code].find((text) => typeof text === "string" && /^\w+$/.test(text));
  return failureOf(ConnectionError, operation, "connection", reason ? `${words}: ${reason}` : words, { cause });
}

/** Makes the error of a response that is not in the contract. */
export function protocolError(
  operation: ClientOperation,
  { status, headers }: Pick<Response, "status" | "headers">,
  code: string,
  problem: string,
): ProtocolError {
  const type = capName(headers.get("content-type") ?? "no content type");
  return failureOf(ProtocolError, operation, code, `was answered with ${status} (${type}), ${problem}`);
}

/** Whether a response leads elsewhere; browsers hide everything of a redirect that they do not follow. */
export function isRedirect({ status, type }: Response): boolean {
  return type === "opaqueredirect" || [301, 302, 303, 307, 308].includes(status);
}

/** Makes the error of a redirect, which says where it leads, but not with which query. */
export function redirected(
  operation: ClientOperation,
  { headers, url }: Response,
  mask: (text: string) => string,
): ProtocolError {
  let where = "another address";
  try {
    const { origin, pathname } = new URL(headers.get("location") ?? "", url || undefined);
    where = capName(mask(origin + pathname));
  } catch {
    // Not an address, or hidden by the browser.
  }
  const words = `was redirected to ${where}; redirects are not followed`;
  return failureOf(ProtocolError, operation, "redirected", words);
}
