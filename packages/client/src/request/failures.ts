/** Errors of calls that got no answer, or none of the contract. */

import type { ClientOperation } from "@parley/contracts";
import { AbortError, ConnectionError, capName, ProtocolError, TimeoutError } from "../errors/index.ts";

/** Makes the error of a call that its caller ended. */
export function aborted({ id }: ClientOperation, cause: unknown): AbortError {
  return new AbortError(`${id} was aborted`, { code: "aborted", operationId: id, cause });
}

/** Makes the error of an attempt that took too long. */
export function timedOut({ id }: ClientOperation, timeout: number, cause: unknown): TimeoutError {
  return new TimeoutError(`${id} was not answered within ${timeout} ms`, { code: "timeout", operationId: id, cause });
}

/** Makes the error of a connection that failed, with the code of the runtime where there is one. */
export function disconnected({ id }: ClientOperation, what: string, cause: unknown): ConnectionError {
  const { code, cause: root } = (cause ?? {}) as { code?: unknown; cause?: { code?: unknown } }; // an error, as a rule
  const reason = [root?.code, code].find((text) => typeof text === "string" && /^\w+$/.test(text));
  const message = reason === undefined ? `${id} ${what}` : `${id} ${what}: ${reason}`;
  return new ConnectionError(message, { code: "connection", operationId: id, cause });
}

/** Makes the error of a response that is not in the contract. */
export function protocolError(
  { id }: ClientOperation,
  { status, headers }: Pick<Response, "status" | "headers">,
  code: string,
  problem: string,
): ProtocolError {
  const type = headers.get("content-type") ?? "no content type";
  return new ProtocolError(`${id} was answered with ${status} (${capName(type)}), ${problem}`, {
    code,
    operationId: id,
  });
}

const redirects = [301, 302, 303, 307, 308];

/** Whether a response leads elsewhere; browsers hide everything of a redirect that they do not follow. */
export function isRedirect({ status, type }: Response): boolean {
  return type === "opaqueredirect" || redirects.includes(status);
}

/** Makes the error of a redirect, which says where it leads, but not with which query. */
export function redirected(
  { id }: ClientOperation,
  { headers, url }: Response,
  mask: (text: string) => string,
): ProtocolError {
  const location = headers.get("location") ?? "";
  const address = URL.canParse(location, url || undefined) ? new URL(location, url || undefined) : undefined;
  const where = address ? capName(mask(address.origin + address.pathname)) : "another address";
  const message = `${id} was redirected to ${where}; redirects are not followed, because what is sent may be secret`;
  return new ProtocolError(message, { code: "redirected", operationId: id });
}
