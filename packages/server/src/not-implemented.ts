/** The answer of an operation that nobody has written yet. */

import { Refusal } from "./request/index.ts";

/**
 * Ends a handler with 501 in the form of its contract, whether or not the contract declares it.
 *
 * @example
 * const handlers = { getThing: notImplemented };
 */
export function notImplemented(): never {
  throw new Refusal("not_implemented", "This operation is not implemented");
}
