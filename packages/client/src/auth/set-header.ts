/** Headers that show nothing of what is put into them. */

import { failureOf, UsageError } from "../errors/index.ts";

/**
 * Sets a header.
 *
 * @throws {@link UsageError} `invalid_header` for what cannot stand in one; unlike that of the runtime, the message
 * does not quote it.
 */
export function setHeader(operation: { readonly id: string }, headers: Headers, name: string, value: string): void {
  try {
    headers.set(name, value);
  } catch {
    throw failureOf(UsageError, operation, "invalid_header", `cannot send what it was given as ${name}`);
  }
}
