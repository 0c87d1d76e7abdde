/** What goes wrong in a store through the fault of those who use it. */

/**
 * `duplicate`: a key or a unique index has that value already. `invalid_cursor`: no cursor that a listing has given.
 * `invalid_key`: no text, an empty one, one that is too long for an index, or a number that is none. `transaction_ended`: used after its work
 * was done. `closed`: the store is closed.
 */
export type StoreErrorCode = "duplicate" | "invalid_cursor" | "invalid_key" | "transaction_ended" | "closed";

const brand = Symbol.for("parley.sandbox.StoreError");

/** Somebody has used a store in a way that cannot be. */
export class StoreError extends Error {
  readonly code: StoreErrorCode;
  readonly [brand] = true;

  constructor(code: StoreErrorCode, message: string) {
    super(message);
    this.name = "StoreError";
    this.code = code;
  }
}

/** Whether this is one, also of another copy of the package. */
export function isStoreError(value: unknown): value is StoreError {
  return typeof value === "object" && value !== null && brand in value;
}
