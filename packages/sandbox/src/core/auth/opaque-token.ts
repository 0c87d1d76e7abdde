/** Tokens that say nothing: they are looked up. Only their hash is kept. */

import { base64url } from "jose";
import { hashOf, type RandomBytes } from "./digest.ts";
import { accept, refuse, type Verdict } from "./verdict.ts";

/** What is kept of a token, in the store, under its hash. Who makes a kind of token adds what it stands for. */
export interface OpaqueToken {
  readonly hash: string;
  readonly kind: string;
  /** Milliseconds; from this moment on it is expired. */
  readonly expiresAt: number;
  /** When it was used, with tokens that are good for one time. */
  readonly usedAt?: number;
  readonly revokedAt?: number;
}

/** 256 bits. */
const size = 32;

/** A fresh token, such as `st_kX3...`, and the hash to keep. */
export async function createOpaqueToken(
  prefix: string,
  randomBytes: RandomBytes,
): Promise<{ readonly token: string; readonly hash: string }> {
  const token = `${prefix}_${base64url.encode(randomBytes(size))}`;
  return { token, hash: await hashOf(token) };
}

/** The hash under which a token is looked up; a token of another form than ours is in no store, and never trimmed. */
export async function hashOfOpaqueToken(presented: string | undefined, prefix: string): Promise<Verdict<string>> {
  if (presented === undefined || presented === "") return refuse("token-missing");
  if (presented.length > 200) return refuse("token-too-long");
  if (!/^[a-z0-9]+_[\w-]{43}$/.test(presented)) return refuse("token-malformed");
  if (!presented.startsWith(`${prefix}_`)) return refuse("wrong-kind");
  return accept(await hashOf(presented));
}

/**
 * Whether what was found in the store can be used now. To use up a token, do this and set `usedAt` in one transaction.
 */
export function judgeOpaqueToken<Token extends OpaqueToken>(
  found: Token | undefined,
  { kind, now }: { readonly kind: string; readonly now: number },
): Verdict<Token> {
  if (!found) return refuse("token-unknown");
  if (found.kind !== kind) return refuse("wrong-kind");
  if (found.revokedAt !== undefined) return refuse("token-revoked");
  if (found.usedAt !== undefined) return refuse("token-used");
  if (now >= found.expiresAt) return refuse("token-expired");
  return accept(found);
}
