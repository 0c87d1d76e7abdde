import { createManualClock } from "@parley/clock/manual";
import { base64url } from "jose";
import { expect, test } from "vitest";
import {
  createBytes,
  goodClaims,
  goodSession,
  keys,
  kinds,
  now,
  sign,
  signTexts,
  signWith,
  storedKeys,
} from "./__fixtures__/tokens.ts";
import { mintToken } from "./mint-token.ts";
import { createSigningKey, importKeyRing } from "./signing-key.ts";
import type { TokenKind } from "./token-kind.ts";
import { verifyToken } from "./verify-token.ts";

async function reasonFor(token: string | undefined, kind: TokenKind = kinds.access, time = now): Promise<string> {
  const verdict = await verifyToken(kind, token, { keys, clock: createManualClock(time) });
  return verdict.isAccepted ? "accepted" : verdict.reason;
}

const good = await sign(goodClaims);
const session = await sign(goodSession, { typ: kinds.session.typ }, "hs-1");
const [header = "", payload = "", signature = ""] = good.split(".");
const part = (value: unknown) => base64url.encode(JSON.stringify(value));
const publicKey = keys.publicKeys.keys[0] ?? {};
const stranger = await createSigningKey("ed-2", "EdDSA", createBytes(200));
const { client_id: _left, ...withoutClient } = goodClaims;
const without = (name: keyof typeof goodClaims) => ({ ...goodClaims, [name]: undefined });

test("a good token is accepted with its claims", async () => {
  expect(await verifyToken(kinds.access, good, { keys, clock: createManualClock(now) })).toEqual({
    isAccepted: true,
    value: goodClaims,
  });
  expect(await reasonFor(session, kinds.session)).toBe("accepted");
});

test.each<[string, string | undefined, string]>([
  ["N-63 nothing", undefined, "token-missing"],
  ["N-65 an empty text", "", "token-missing"],
  ["N-65 a word", "garbage", "token-malformed"],
  ["N-65 two parts", "a.b", "token-malformed"],
  ["N-65 three parts of a character", "a.b.c", "token-malformed"],
  ["N-65 a signature of a character more than bytes have", `${header}.${payload}.AAAAA`, "token-malformed"],
  ["N-65 four parts", `${good}.d`, "token-malformed"],
  ["N-65 100 KiB", `${header}.${"a".repeat(102_400)}.${signature}`, "token-too-long"],
  ["N-65 a line end after it", `${good}\n`, "token-malformed"],
  ["N-65 blanks around it", ` ${good} `, "token-malformed"],
  ["N-65 padding", `${header}=.${payload}.${signature}`, "token-malformed"],
  ["N-69 alg none", `${part({ alg: "none", typ: "at+jwt" })}.${payload}.`, "wrong-algorithm"],
  [
    "N-69 alg nOnE with a signature",
    `${part({ alg: "nOnE", typ: "at+jwt" })}.${payload}.${signature}`,
    "wrong-algorithm",
  ],
  ["N-69 an empty signature", `${header}.${payload}.`, "wrong-signature"],
  [
    "N-70 the public key as an HMAC secret",
    await signWith({ kty: "oct", k: base64url.encode(JSON.stringify(publicKey)) }, goodClaims, {
      alg: "HS256",
      kid: "ed-2",
      typ: "at+jwt",
    }),
    "wrong-algorithm",
  ],
  [
    "N-71 another algorithm",
    `${part({ alg: "ES256", kid: "ed-2", typ: "at+jwt" })}.${payload}.${signature}`,
    "wrong-algorithm",
  ],
  [
    "N-71 the same algorithm by its other name",
    `${part({ alg: "Ed25519", kid: "ed-2", typ: "at+jwt" })}.${payload}.${signature}`,
    "wrong-algorithm",
  ],
  ["N-73 an unknown key id", await sign(goodClaims, { kid: "ed-9" }), "wrong-key"],
  ["N-73 a key id that is a path", await sign(goodClaims, { kid: "../../dev/null" }), "wrong-key"],
  ["N-73 a key id that is a query", await sign(goodClaims, { kid: "' OR 1=1--" }), "wrong-key"],
  ["N-73 a huge key id", await sign(goodClaims, { kid: "k".repeat(65_536) }), "token-too-long"],
  [
    "N-73 a key id that is no text",
    `${part({ alg: "EdDSA", kid: 1, typ: "at+jwt" })}.${payload}.${signature}`,
    "wrong-key",
  ],
  ["N-73 no key id with several keys", await sign(goodClaims, { kid: undefined }), "wrong-key"],
  ["N-73 a key in the header", await sign(goodClaims, { jwk: publicKey }), "header-not-allowed"],
  [
    "N-73 the address of a key in the header",
    await sign(goodClaims, { jku: "https://evil.example" }),
    "header-not-allowed",
  ],
  ["N-73 a certificate in the header", await sign(goodClaims, { x5u: "https://evil.example" }), "header-not-allowed"],
  [
    "N-74 something critical",
    `${part({ alg: "EdDSA", kid: "ed-2", typ: "at+jwt", crit: ["x"], x: 1 })}.${payload}.${signature}`,
    "header-not-allowed",
  ],
  ["N-76 an encrypted token", "a.b.c.d.e", "token-malformed"],
  [
    "N-76 a compressed token",
    `${part({ alg: "EdDSA", kid: "ed-2", zip: "DEF" })}.${payload}.${signature}`,
    "header-not-allowed",
  ],
  ["N-77 a cut signature", good.slice(0, -2), "wrong-signature"],
  ["N-77 one bit of the signature", `${header}.${payload}.${flip(signature)}`, "wrong-signature"],
  ["N-77 another payload", `${header}.${part({ ...goodClaims, sub: "user-2" })}.${signature}`, "wrong-signature"],
  [
    "N-77 the key of a stranger",
    await signWith(stranger.jwk, goodClaims, { alg: "EdDSA", kid: "ed-2", typ: "at+jwt" }),
    "wrong-signature",
  ],
  ["N-78 a signature of zeros", `${header}.${payload}.${base64url.encode(new Uint8Array(64))}`, "wrong-signature"],
  ["N-82 a token of the next second", await sign({ ...goodClaims, nbf: now / 1_000 + 1 }), "token-not-yet-valid"],
  [
    "N-83 issued in an hour",
    await sign({ ...goodClaims, iat: now / 1_000 + 3_600, exp: now / 1_000 + 3_700 }),
    "token-from-the-future",
  ],
  ["N-85 no end", await sign(without("exp")), "claim-missing"],
  ["N-85 an end that is a text", await sign({ ...goodClaims, exp: "2099-01-01" }), "claim-invalid"],
  ["N-85 a negative end", await sign({ ...goodClaims, exp: -1 }), "token-expired"],
  ["N-85 an end that no clock shows", await sign({ ...goodClaims, exp: 1e20 }), "claim-invalid"],
  ["N-85 an end that is null", await sign({ ...goodClaims, exp: Number.NaN }), "claim-invalid"],
  ["N-85 an end within a second", await sign({ ...goodClaims, exp: now / 1_000 + 1.5 }), "claim-invalid"],
  ["N-85 a longer life than its kind has", await sign({ ...goodClaims, exp: now / 1_000 + 901 }), "token-too-old"],
  ["N-85 no beginning", await sign(without("iat")), "claim-missing"],
  [
    "N-85 an older beginning than its kind may have",
    await sign({ ...goodClaims, iat: now / 1_000 - 901 }),
    "token-too-old",
  ],
  ["N-86 another issuer", await sign({ ...goodClaims, iss: kinds.session.issuer }), "wrong-issuer"],
  ["N-86 no issuer", await sign(without("iss")), "claim-missing"],
  ["N-87 another audience", await sign({ ...goodClaims, aud: "https://one.example" }), "wrong-audience"],
  [
    "N-87 other audiences",
    await sign({ ...goodClaims, aud: ["https://a.example", "https://b.example"] }),
    "wrong-audience",
  ],
  ["N-87 no audience", await sign(without("aud")), "claim-missing"],
  ["N-88 a refresh token", await sign(goodClaims, { typ: kinds.refresh.typ }), "wrong-kind"],
  ["N-88 no kind", await sign(goodClaims, { typ: undefined }), "wrong-kind"],
  ["N-88 the plain kind", await sign(goodClaims, { typ: "JWT" }), "wrong-kind"],
  ["N-90 no subject", await sign(without("sub")), "claim-missing"],
  ["N-90 a subject that is a number", await sign({ ...goodClaims, sub: 1 }), "claim-invalid"],
  ["N-90 a subject that is an object", await sign({ ...goodClaims, sub: { id: 1 } }), "claim-invalid"],
  ["N-90 an empty subject", await sign({ ...goodClaims, sub: "" }), "claim-invalid"],
  ["N-90 a subject that is a prototype", await sign({ ...goodClaims, sub: "__proto__" }), "claim-invalid"],
  ["N-90 no id", await sign(without("jti")), "claim-missing"],
  ["N-90 no claim of its kind", await sign(withoutClient), "claim-missing"],
  ["N-92 a key that has retired", await sign(goodClaims, {}, "ed-0"), "wrong-key"],
])("%s is refused", async (_name, token, expected) => {
  expect(await reasonFor(token)).toBe(expected);
});

test.each([
  ["N-80 one second before its end", 899_000, "accepted"],
  ["N-80 a millisecond before its end", 899_999, "accepted"],
  ["N-80 at its end", 900_000, "token-expired"],
  ["N-80 one second after its end", 901_000, "token-expired"],
])("%s, by the given clock", async (_name, later, expected) => {
  expect(await reasonFor(good, kinds.access, now + later)).toBe(expected);
});

test.each([
  ["exp", { exp: now / 1_000 - 59 }, "accepted"],
  ["exp", { exp: now / 1_000 - 60 }, "token-expired"],
  ["nbf", { nbf: now / 1_000 + 60 }, "accepted"],
  ["nbf", { nbf: now / 1_000 + 61 }, "token-not-yet-valid"],
  ["iat", { iat: now / 1_000 + 60 }, "accepted"],
  ["iat", { iat: now / 1_000 + 61, exp: now / 1_000 + 90 }, "token-from-the-future"],
])("N-84 the tolerance for a foreign clock flips at its edge: %s %j", async (_claim, claims, expected) => {
  const times = { iat: now / 1_000 - 100, exp: now / 1_000 + 100, ...claims };
  const said = { ...goodSession, iss: kinds.foreign.issuer, ...times };
  const token = await sign(said, { typ: "JWT", kid: undefined }, "hs-1");
  expect(await reasonFor(token, kinds.foreign)).toBe(expected);
});

test("N-92 a key that was replaced is good until it retires, and signs nothing new", async () => {
  const token = await sign({ ...goodClaims, iat: now / 1_000 + 3_500, exp: now / 1_000 + 3_700 }, {}, "ed-1");
  expect(await reasonFor(token, kinds.access, now + 3_599_000)).toBe("accepted");
  expect(await reasonFor(token, kinds.access, now + 3_600_000)).toBe("wrong-key");
  const clock = createManualClock(now);
  const minted = await mintToken(kinds.access, "u", { client_id: "c" }, { keys, clock, randomBytes: createBytes(0) });
  expect(JSON.parse(new TextDecoder().decode(base64url.decode(minted.token.split(".")[0] ?? "")))).toMatchObject({
    kid: "ed-2",
  });
});

const text = JSON.stringify(goodSession);
const head = JSON.stringify({ alg: "HS256", kid: "hs-1", typ: kinds.session.typ });

test.each([
  ["as it should be", head, text, "accepted"],
  ["with white space", head, JSON.stringify(goodSession, null, 2), "accepted"],
  ["with a claim twice", head, `{"sub":"admin",${text.slice(1)}`, "token-malformed"],
  ["with a claim twice, once escaped", head, `{"s\\u0075b":"admin",${text.slice(1)}`, "token-malformed"],
  ["with a member of a claim twice", head, `{"x":[{"a":1,"a":2}],${text.slice(1)}`, "token-malformed"],
  ["with a colon in a text", head, `{"x":"\\"a\\": 1, \\"a\\":",${text.slice(1)}`, "accepted"],
  ["with an algorithm twice", `{"alg":"none",${head.slice(1)}`, text, "token-malformed"],
  ["with a list for claims", head, "[]", "token-malformed"],
  ["with null for claims", head, "null", "token-malformed"],
  ["with half a text", head, text.slice(0, -1), "token-malformed"],
  ["with a number that is none", head, text.replace(/"exp":\d+/, '"exp":1e999'), "claim-invalid"],
])("a token signed by hand %s", async (_name, headerText, payloadText, expected) => {
  expect(await reasonFor(await signTexts(headerText, payloadText), kinds.session)).toBe(expected);
});

test("a token about somebody else is refused where it is known whom it has to be about", async () => {
  const verify = (subject: string) => verifyToken(kinds.access, good, { keys, clock: createManualClock(now), subject });
  expect(await verify("user-1")).toMatchObject({ isAccepted: true });
  expect(await verify("user-2")).toEqual({ isAccepted: false, reason: "wrong-subject" });
});

test("each kind of token is refused wherever another is due", async () => {
  const clock = createManualClock(now);
  const all: TokenKind[] = [kinds.access, kinds.refresh, kinds.session];
  for (const made of all) {
    const { token } = await mintToken(made, "u", { client_id: "c" }, { keys, clock, randomBytes: createBytes(0) });
    const taken = await Promise.all(all.map(async (due) => [due.name, await reasonFor(token, due)]));
    expect(taken.filter(([, reason]) => reason === "accepted")).toEqual([[made.name, "accepted"]]);
  }
});

test.each([
  ["EdDSA", good, kinds.access],
  ["HS256", session, kinds.session],
])("N-77 no character of a token can be another one: %s", async (_name, token, kind) => {
  const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.";
  const accepted: string[] = [];
  for (let place = 0; place < token.length; place += 1) {
    // One bit, and one of the others in turn.
    const at = alphabet.indexOf(token[place] ?? "");
    for (const other of [at ^ 1, (at + 1 + (place % 63)) % 65].filter((one) => one !== at)) {
      const changed = token.slice(0, place) + (alphabet[other] ?? "=") + token.slice(place + 1);
      if ((await reasonFor(changed, kind)) === "accepted") accepted.push(changed);
    }
  }
  expect(accepted).toEqual([]);
});

test("no HMAC key is shorter than 256 bits, and no two keys have one id", async () => {
  const short = { kid: "s", algorithm: "HS256", jwk: { kty: "oct", k: base64url.encode("short") } } as const;
  await expect(importKeyRing([short])).rejects.toThrow("The signing key s is shorter than 32 bytes.");
  await expect(importKeyRing([...storedKeys, ...storedKeys])).rejects.toThrow("Two signing keys have one id.");
});

function flip(text: string): string {
  return `${text.startsWith("A") ? "B" : "A"}${text.slice(1)}`;
}
