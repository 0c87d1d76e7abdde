/** Secrets that somebody presents again and again: keys of apps, secrets of clients. */

import { hashOf, isSameHash } from "./digest.ts";

/** More than any secret of ours has; what is longer is not even hashed. */
const longestSecret = 1_024;

/** No text has this hash that anybody knows of. */
const hashOfNothing = "A".repeat(43);

/**
 * Whether a secret is the one that is kept as this hash. Without a hash, because nobody is known by that name, it does
 * the same work and says no.
 */
export async function isSecret(presented: string, hash: string | undefined): Promise<boolean> {
  const isTooLong = presented.length > longestSecret;
  const isSame = isSameHash(await hashOf(isTooLong ? "" : presented), hash ?? hashOfNothing);
  return isSame && !isTooLong && hash !== undefined;
}
