/** Why a verifier lets nobody in, for APIs that tell callers apart by a code of their own. */

const brand = Symbol.for("parley.denial");

/** What a verifier gives in the place of a principal. */
export interface Denial {
  readonly [brand]: true;
  /** For `formatError`; never has anything of the credential. */
  readonly reason: string;
  /** 401 for a credential that is not good, 403 for one that is and does not suffice. */
  readonly status: 401 | 403;
}

/**
 * Denies, and says why: `formatError` gets it as `reason`.
 *
 * @example
 * const apiKey = (key: string) => find(key) ?? deny("INVALID_API_KEY");
 */
export function deny(reason: string, status: Denial["status"] = 401): Denial {
  return { [brand]: true, reason, status };
}

/** Whether this is one, also of another copy of the package. */
export function isDenial(value: unknown): value is Denial {
  return typeof value === "object" && value !== null && brand in value;
}
