import { expect, test, vi } from "vitest";
import { createBytes } from "./__fixtures__/tokens.ts";
import { hashOf, isSameHash } from "./digest.ts";
import { createOpaqueToken, hashOfOpaqueToken, judgeOpaqueToken } from "./opaque-token.ts";
import { isSecret } from "./secret.ts";

test("N-117 N-255 a token has 256 bits, and only its hash is kept", async () => {
  const { token, hash } = await createOpaqueToken("st", createBytes(1));
  expect(token).toBe("st_AQIDBAUGBwgJCgsMDQ4PEBESExQVFhcYGRobHB0eHyA");
  expect(hash).toBe(await hashOf(token));
  expect(await hashOfOpaqueToken(token, "st")).toEqual({ isAccepted: true, value: hash });
  const random = (length: number) => crypto.getRandomValues(new Uint8Array(length));
  const many = await Promise.all(
    Array.from({ length: 10_000 }, async () => (await createOpaqueToken("st", random)).token),
  );
  expect(new Set(many).size).toBe(10_000);
});

const body = "A".repeat(43);

test.each([
  [undefined, "token-missing"],
  ["", "token-missing"],
  [`st_${body}A`, "token-malformed"],
  [`st_${body.slice(1)}`, "token-malformed"],
  [` st_${body}`, "token-malformed"],
  [`st_${body}\n`, "token-malformed"],
  [`st_${body}\u0000`, "token-malformed"],
  [`st_${body.slice(1)}\u0410`, "token-malformed"],
  [`st_${"A".repeat(10_240)}`, "token-too-long"],
  [`code_${body}`, "wrong-kind"],
])("N-59 %j is looked up nowhere", async (presented, reason) => {
  expect(await hashOfOpaqueToken(presented, "st")).toEqual({ isAccepted: false, reason });
});

const token = { hash: "h", kind: "stream", expiresAt: 60_000 };

test.each([
  ["N-106 a fresh one", token, 0, "accepted"],
  ["N-108 one in its last millisecond", token, 59_999, "accepted"],
  ["N-108 one at its end", token, 60_000, "token-expired"],
  ["N-108 one a second late", token, 61_000, "token-expired"],
  ["N-106 one that was used", { ...token, usedAt: 0 }, 1, "token-used"],
  ["N-106 one that was used and is late", { ...token, usedAt: 0 }, 99_000, "token-used"],
  ["one that was revoked", { ...token, revokedAt: 0 }, 1, "token-revoked"],
  ["N-111 one of another kind", { ...token, kind: "upload" }, 1, "wrong-kind"],
  ["one that nobody knows", undefined, 1, "token-unknown"],
])("%s: %j at %s", (_name, found, time, expected) => {
  const verdict = judgeOpaqueToken(found, { kind: "stream", now: time });
  expect(verdict.isAccepted ? "accepted" : verdict.reason).toBe(expected);
});

test.each([
  ["the same", "a".repeat(43), true],
  ["another in its first place", `b${"a".repeat(42)}`, false],
  ["another in its last place", `${"a".repeat(42)}b`, false],
  ["a shorter one", "a".repeat(42), false],
  ["a longer one", "a".repeat(44), false],
  ["nothing", "", false],
])("N-253 a hash is compared with %s", (_name, other, expected) => {
  expect(isSameHash("a".repeat(43), other)).toBe(expected);
  expect(isSameHash(other, "a".repeat(43))).toBe(expected);
});

test("N-253 a comparison looks at every place, wherever the hashes differ", () => {
  const looks = (left: string) => {
    const charCodeAt = vi.fn((place: number) => left.charCodeAt(place));
    isSameHash({ length: 43, charCodeAt } as unknown as string, "a".repeat(43)); // All that is used of a text.
    return charCodeAt.mock.calls.length;
  };
  expect([looks(`b${"a".repeat(42)}`), looks(`${"a".repeat(42)}b`), looks("a".repeat(43))]).toEqual([43, 43, 43]);
});

test("two texts that are no hashes are not the same, however alike", () => {
  expect(isSameHash("", "")).toBe(false);
  expect(isSameHash("short", "short")).toBe(false);
});

test.each([
  ["the right one", "ak-secret", true],
  ["N-46 one byte off", "ak-secreT", false],
  ["N-46 nothing", "", false],
  ["N-154 its beginning", "ak-sec", false],
  ["N-46 a megabyte", "a".repeat(1_048_576), false],
])("a secret is held against %s", async (_name, presented, expected) => {
  expect(await isSecret(presented, await hashOf("ak-secret"))).toBe(expected);
});

test("N-254 who is not known has no secret, not even the empty one", async () => {
  expect(await isSecret("ak-secret", undefined)).toBe(false);
  expect(await isSecret("", undefined)).toBe(false);
  expect(await isSecret("x".repeat(2_000), await hashOf(""))).toBe(false);
});
