import { createManualClock } from "@parley/clock/manual";
import { createLocalJWKSet, decodeJwt, jwtVerify } from "jose";
import { expect, test } from "vitest";
import { createBytes, keys, kinds, now, storedKeys } from "./__fixtures__/tokens.ts";
import { mintToken } from "./mint-token.ts";
import { createSigningKey, importKeyRing } from "./signing-key.ts";
import { verifyToken } from "./verify-token.ts";

test.each([kinds.access, kinds.session])("what is minted is accepted: $name", async (kind) => {
  const clock = createManualClock(now);
  const minted = await mintToken(kind, "user-1", { client_id: "c" }, { keys, clock, randomBytes: createBytes(0) });
  expect(minted.expiresAt).toBe(now + kind.maxAge * 1_000);
  expect(await verifyToken(kind, minted.token, { keys, clock })).toMatchObject({
    isAccepted: true,
    value: { sub: "user-1", client_id: "c", jti: minted.id, iat: now / 1_000 },
  });
});

test.each([
  [60, 60],
  [0.9, 0],
  [1_000_000, 900],
])("a lifetime of %s seconds is one of %s", async (lifetime, expected) => {
  const clock = createManualClock(now + 999);
  const parts = { keys, clock, randomBytes: createBytes(0), lifetime };
  expect((await mintToken(kinds.access, "u", {}, parts)).expiresAt).toBe(now + expected * 1_000);
});

test("what a caller adds changes nothing of what the kind says", async () => {
  const parts = { keys, clock: createManualClock(now), randomBytes: createBytes(0) };
  const { token } = await mintToken(kinds.access, "u", { iss: "x", aud: "x", exp: 9e9, sub: "root", jti: "x" }, parts);
  expect(decodeJwt(token)).toMatchObject({ iss: kinds.access.issuer, sub: "u", exp: now / 1_000 + 900 });
});

test("the same bytes and time make the same key and the same token", async () => {
  for (const algorithm of ["EdDSA", "HS256"] as const) {
    const make = async () => {
      const ring = await importKeyRing([await createSigningKey("k", algorithm, createBytes(7))]);
      const parts = { keys: ring, clock: createManualClock(now), randomBytes: createBytes(9) };
      return (await mintToken({ ...kinds.access, algorithm }, "u", {}, parts)).token;
    };
    expect(await make()).toBe(await make());
  }
});

test("a ring without a key, and a life of no time, mint nothing", async () => {
  const parts = { keys: await importKeyRing([]), clock: createManualClock(now), randomBytes: createBytes(0) };
  await expect(mintToken(kinds.access, "u", {}, parts)).rejects.toThrow("There is no key to sign");
  await expect(mintToken(kinds.access, "u", {}, { ...parts, keys, lifetime: 0 })).rejects.toThrow(TypeError);
});

test("the public keys are public, and a stranger can verify with them", async () => {
  expect(JSON.stringify(keys.publicKeys)).not.toContain(storedKeys[0]?.jwk.d);
  expect(keys.publicKeys.keys).toEqual(
    ["ed-2", "ed-1", "ed-0"].map((kid) => ({
      kty: "OKP",
      crv: "Ed25519",
      x: expect.any(String),
      kid,
      alg: "EdDSA",
      use: "sig",
    })),
  );
  const parts = { keys, clock: createManualClock(now), randomBytes: createBytes(0) };
  const { token } = await mintToken(kinds.access, "u", {}, parts);
  const { payload } = await jwtVerify(token, createLocalJWKSet({ keys: [...keys.publicKeys.keys] as [] }), {
    currentDate: new Date(now),
  });
  expect(payload.sub).toBe("u");
});
