/** What credentials are put on. */

import type { Operation } from "@parley/contracts";
import { UsageError } from "../errors/index.ts";

/** Where a request goes and what its headers say; credentials are added to it. */
export interface RequestTarget {
  readonly url: URL;
  readonly headers: Headers;
}

/**
 * Sets a header.
 *
 * @throws {@link UsageError} `invalid_header` for what cannot stand in one; unlike that of the runtime, the message
 * does not quote it.
 */
export function setHeader({ id }: Operation, headers: Headers, name: string, value: string): void {
  try {
    headers.set(name, value);
  } catch {
    const message = `${id} cannot send what it was given as ${name}`;
    throw new UsageError(message, { code: "invalid_header", operationId: id });
  }
}
