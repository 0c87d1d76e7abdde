/** Headers that show nothing of what is put into them. */

import { UsageError } from "../errors/index.ts";

/**
 * Sets a header.
 *
 * @throws {@link UsageError} `invalid_header` for what cannot stand in one; unlike that of the runtime, the message
 * does not quote it.
 */
export function setHeader(operationId: string, headers: Headers, name: string, value: string): void {
  try {
    headers.set(name, value);
  } catch {
    const message = `${operationId} cannot send what it was given as ${name}`;
    throw new UsageError(message, { code: "invalid_header", operationId });
  }
}
