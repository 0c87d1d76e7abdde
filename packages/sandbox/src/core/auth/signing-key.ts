/** Keys that sign, as they are kept in a world and as they are used. */

import { base64url, importJWK, type JWK } from "jose";
import type { RandomBytes } from "./digest.ts";

/**
 * Algorithms of our keys. Both sign the same text with the same bytes each time, which ECDSA does not: the same seed
 * and the same requests give the same tokens.
 */
export type SigningAlgorithm = "EdDSA" | "HS256";

/** A key as it is kept. It is secret. */
export interface SigningKey {
  readonly kid: string;
  readonly algorithm: SigningAlgorithm;
  readonly jwk: JWK;
  /** Milliseconds; until then tokens of a key that was replaced are good. */
  readonly retiresAt?: number;
}

type KeyMaterial = Awaited<ReturnType<typeof importJWK>>;

/** A key as it is used. */
export interface UsableKey {
  readonly kid: string;
  readonly algorithm: SigningAlgorithm;
  readonly retiresAt: number;
  readonly sign: KeyMaterial;
  readonly verify: KeyMaterial;
}

/** Keys of one world. The first one of an algorithm signs. */
export interface KeyRing {
  readonly keys: readonly UsableKey[];
  /** RFC 7517: the public halves, for everybody. Keys of HS256 have none. */
  readonly publicKeys: { readonly keys: readonly JWK[] };
}

/** Bytes of an HMAC key, RFC 7518 section 3.2, and of an Ed25519 seed. */
const keySize = 32;

/** RFC 8410: what stands before the seed in PKCS #8. */
const pkcs8 = Uint8Array.from([48, 46, 2, 1, 0, 48, 5, 6, 3, 43, 101, 112, 4, 34, 4, 32]);

/** Makes a key of the given bytes; the same bytes make the same key. */
export async function createSigningKey(
  kid: string,
  algorithm: SigningAlgorithm,
  randomBytes: RandomBytes,
): Promise<SigningKey> {
  const bytes = Uint8Array.from(randomBytes(keySize));
  if (algorithm === "HS256") return { kid, algorithm, jwk: { kty: "oct", k: base64url.encode(bytes) } };
  // The library makes such keys by chance alone.
  const key = await crypto.subtle.importKey("pkcs8", Uint8Array.from([...pkcs8, ...bytes]), "Ed25519", true, ["sign"]);
  const { kty = "", crv = "", d = "", x = "" } = await crypto.subtle.exportKey("jwk", key);
  return { kid, algorithm, jwk: { kty, crv, d, x } };
}

/**
 * Makes keys usable.
 *
 * @throws TypeError for two keys of one id, and for a key that is too short for its algorithm.
 */
export async function importKeyRing(keys: readonly SigningKey[]): Promise<KeyRing> {
  if (new Set(keys.map(({ kid }) => kid)).size !== keys.length) throw new TypeError("Two signing keys have one id.");
  return {
    keys: await Promise.all(keys.map(importKey)),
    publicKeys: {
      keys: keys.flatMap(({ kid, algorithm, jwk }) =>
        algorithm === "HS256" ? [] : [{ ...publicHalf(jwk), kid, alg: algorithm, use: "sig" }],
      ),
    },
  };
}

async function importKey({
  kid,
  algorithm,
  jwk,
  retiresAt = Number.POSITIVE_INFINITY,
}: SigningKey): Promise<UsableKey> {
  if (algorithm === "HS256" && (jwk.kty !== "oct" || base64url.decode(jwk.k ?? "").length < keySize)) {
    throw new TypeError(`The signing key ${kid} is shorter than ${keySize} bytes.`);
  }
  const sign = await importJWK(jwk, algorithm);
  return {
    kid,
    algorithm,
    retiresAt,
    sign,
    verify: algorithm === "HS256" ? sign : await importJWK(publicHalf(jwk), algorithm),
  };
}

function publicHalf({ kty, crv, x }: JWK): JWK {
  return { kty: kty ?? "", crv: crv ?? "", x: x ?? "" };
}
