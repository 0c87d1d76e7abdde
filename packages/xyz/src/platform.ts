/** What all requests to the platform have in common. */

import { ProtocolError } from "@parley/client";

/** The code in an error body (schema `Error`). */
export function problemCode(body: unknown): string | undefined {
  const { code } = (body as { error?: { code?: unknown } | null } | null)?.error ?? {}; // read member by member
  return typeof code === "string" ? code : undefined;
}

/**
 * Takes the data out of the envelope of a success.
 *
 * @throws ProtocolError `no_data` when something else than the platform answered.
 */
export function dataOf<Data>(id: string, body: { readonly data: Data }): Data {
  // A gateway may answer 200 with a page of its own.
  const { data } = (body ?? {}) as { data?: Data }; // the contract is not checked before
  if (data === undefined) throw new ProtocolError(`${id} answered without data`, { code: "no_data", operationId: id });
  return data;
}
