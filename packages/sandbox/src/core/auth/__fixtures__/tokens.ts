/** Keys, kinds and hand-made tokens for tests. Chance is fixed. */

import { base64url, importJWK, type JWK, type JWTHeaderParameters, SignJWT } from "jose";
import type { RandomBytes } from "../digest.ts";
import { createSigningKey, importKeyRing, type SigningKey } from "../signing-key.ts";
import type { TokenKind } from "../token-kind.ts";

/** Bytes that count up from a seed. */
export function createBytes(seed: number): RandomBytes {
  let next = seed;
  return (length) => Uint8Array.from({ length }, () => next++ % 256);
}

/** The moment of the tests, in milliseconds. */
export const now = 1_800_000_000_000;

/** Kinds of three issuers and two algorithms. */
export const kinds = {
  access: {
    name: "access token",
    typ: "at+jwt",
    algorithm: "EdDSA",
    issuer: "https://one.example",
    audience: "https://one.example/api",
    maxAge: 900,
    requiredClaims: ["client_id"],
  },
  refresh: {
    name: "refresh token",
    typ: "rt+jwt",
    algorithm: "EdDSA",
    issuer: "https://one.example",
    audience: "https://one.example/api",
    maxAge: 604_800,
  },
  session: {
    name: "session token",
    typ: "session+jwt",
    algorithm: "HS256",
    issuer: "https://two.example",
    audience: "https://two.example",
    maxAge: 3_600,
  },
  foreign: {
    name: "foreign token",
    typ: "JWT",
    algorithm: "HS256",
    issuer: "https://customer.example",
    audience: "https://two.example",
    maxAge: 300,
    clockTolerance: 60,
  },
} satisfies Record<string, TokenKind>;

/** Keys: two that sign, one that was replaced and retires in an hour, one that has retired. */
export const storedKeys: readonly SigningKey[] = [
  await createSigningKey("ed-2", "EdDSA", createBytes(1)),
  { ...(await createSigningKey("ed-1", "EdDSA", createBytes(50))), retiresAt: now + 3_600_000 },
  { ...(await createSigningKey("ed-0", "EdDSA", createBytes(100))), retiresAt: now },
  await createSigningKey("hs-1", "HS256", createBytes(150)),
];

/** The same, usable. */
export const keys = await importKeyRing(storedKeys);

/** What a good access token says. */
export const goodClaims = {
  iss: kinds.access.issuer,
  sub: "user-1",
  aud: kinds.access.audience,
  iat: now / 1_000,
  exp: now / 1_000 + 900,
  jti: "token-1",
  client_id: "client-1",
};

/** What a good session token says. */
export const goodSession = {
  ...goodClaims,
  iss: kinds.session.issuer,
  aud: kinds.session.audience,
};

/** Signs whatever a test wants with a key of the ring. */
export async function sign(claims: object, header: object = {}, keyId = "ed-2"): Promise<string> {
  const { jwk, algorithm } = storedKeys.find(({ kid }) => kid === keyId) ?? fail(keyId);
  return signWith(jwk, claims, { alg: algorithm, kid: keyId, typ: kinds.access.typ, ...header });
}

/** Signs with any key. */
export async function signWith(jwk: JWK, claims: object, header: JWTHeaderParameters & { readonly alg: string }): Promise<string> {
  // As text, so that a claim may be what the types of the library forbid.
  const signer = new SignJWT(JSON.parse(JSON.stringify(claims)));
  return signer.setProtectedHeader(header).sign(await importJWK(jwk, header.alg));
}

/** Signs texts that no serialiser writes, with an HMAC key. */
export async function signTexts(header: string, payload: string, keyId = "hs-1"): Promise<string> {
  const { jwk } = storedKeys.find(({ kid }) => kid === keyId) ?? fail(keyId);
  const material = Uint8Array.from(base64url.decode(jwk.k ?? ""));
  const key = await crypto.subtle.importKey("raw", material, { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
  const head = `${base64url.encode(header)}.${base64url.encode(payload)}`;
  const signature = await crypto.subtle.sign("HMAC", key, new TextEncoder().encode(head));
  return `${head}.${base64url.encode(new Uint8Array(signature))}`;
}

function fail(keyId: string): never {
  throw new Error(`There is no key ${keyId}.`);
}
