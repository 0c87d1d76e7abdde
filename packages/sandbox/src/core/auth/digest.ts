/** Hashes, and comparisons that take the same time wherever two values differ. */

import { base64url } from "jose";

const encoder = new TextEncoder();

/** Gives bytes that nobody can guess, or that a seed decides. */
export type RandomBytes = (length: number) => Uint8Array;

/** SHA-256 of a text, in base64url: 43 characters. */
export async function hashOf(text: string): Promise<string> {
  return base64url.encode(new Uint8Array(await crypto.subtle.digest("SHA-256", encoder.encode(text))));
}

/**
 * Whether two hashes are the same. Every character of both is looked at, whichever differ; no text of another length
 * than a hash is one.
 */
export function isSameHash(left: string, right: string): boolean {
  let difference = left.length ^ right.length;
  for (let index = 0; index < hashLength; index += 1) {
    // Outside of the text there is NaN, which is 0 here: the length has made the difference.
    difference |= left.charCodeAt(index) ^ right.charCodeAt(index);
  }
  return difference === 0 && left.length === hashLength;
}

/** Characters of 32 bytes in base64url. */
const hashLength = 43;
