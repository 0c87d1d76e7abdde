import { calculatePKCECodeChallenge } from "oauth4webapi";
import { expect, test } from "vitest";
import { authorizationCodeKind, judgeCodeExchange } from "./code-exchange.ts";
import { tokenError } from "./oauth-error.ts";
import { isCodeChallenge, verifyCodeVerifier } from "./pkce.ts";
import { hasScopes, readScope } from "./scope.ts";

const verifier = "v".repeat(43);
const challenge = await calculatePKCECodeChallenge(verifier);

const code = {
  hash: "h",
  kind: authorizationCodeKind,
  expiresAt: 60_000,
  clientId: "web",
  redirectUri: "https://app.example/cb",
  codeChallenge: challenge,
};

const exchange = { clientId: "web", redirectUri: "https://app.example/cb", codeVerifier: verifier };

test.each<[string, Partial<typeof exchange> | Record<string, undefined>, object | undefined, number, string]>([
  ["a good one", {}, code, 0, "accepted"],
  ["N-62 an unknown code", {}, undefined, 0, "token-unknown"],
  ["N-62 an expired code", {}, code, 60_000, "token-expired"],
  ["N-35 a code that was used", {}, { ...code, usedAt: 1 }, 0, "token-used"],
  ["another kind of token", {}, { ...code, kind: "stream" }, 0, "wrong-kind"],
  ["N-38 the code of another client", { clientId: "native" }, code, 0, "wrong-client"],
  ["N-39 another address", { redirectUri: "https://app.example/other" }, code, 0, "wrong-redirect-uri"],
  ["N-39 no address", { redirectUri: undefined }, code, 0, "wrong-redirect-uri"],
  ["N-40 no verifier", { codeVerifier: undefined }, code, 0, "verifier-missing"],
  ["N-41 a verifier with one other character", { codeVerifier: `${"v".repeat(42)}w` }, code, 0, "wrong-verifier"],
  ["N-44 42 characters", { codeVerifier: "v".repeat(42) }, code, 0, "verifier-malformed"],
  ["N-44 129 characters", { codeVerifier: "v".repeat(129) }, code, 0, "verifier-malformed"],
  ["N-44 a space", { codeVerifier: `${"v".repeat(42)} v` }, code, 0, "verifier-malformed"],
  ["N-44 a line end", { codeVerifier: `${verifier}\n` }, code, 0, "verifier-malformed"],
  ["the challenge itself", { codeVerifier: challenge }, code, 0, "wrong-verifier"],
])("exchanging %s", async (_name, parts, found, time, expected) => {
  const said = { ...exchange, ...parts } as typeof exchange;
  const verdict = await judgeCodeExchange(found as typeof code | undefined, said, time);
  expect(verdict.isAccepted ? "accepted" : verdict.reason).toBe(expected);
});

test("RFC 7636 appendix B, and what an independent library computes", async () => {
  const published = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
  expect(await verifyCodeVerifier(published, "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM")).toEqual({
    isAccepted: true,
    value: true,
  });
  expect(await verifyCodeVerifier(verifier, challenge)).toEqual({ isAccepted: true, value: true });
  expect(isCodeChallenge(challenge)).toBe(true);
});

test.each([
  ["", []],
  ["chat", ["chat"]],
  ["chat embed chat", ["chat", "embed"]],
  ["sync:products", ["sync:products"]],
  [" chat", undefined],
  ["chat  embed", undefined],
  ['"', undefined],
  ["a\\b", undefined],
  ["é", undefined],
])("the scope %j is %j", (scope, expected) => {
  expect(readScope(scope)).toEqual(expected);
});

test("N-93 N-55 scopes are enough when every wanted one is granted", () => {
  expect(hasScopes(["chat", "embed"], ["embed"])).toBe(true);
  expect(hasScopes(["chat"], ["chat", "admin"])).toBe(false);
  expect(hasScopes([], [])).toBe(true);
});

test("N-62 whatever is wrong with a grant, the answer is the same", () => {
  expect(tokenError("invalid_grant", "The code is expired.")).toEqual(tokenError("invalid_grant"));
  expect(tokenError("invalid_grant")).toEqual({ status: 400, body: { error: "invalid_grant" } });
  expect(tokenError("invalid_client")).toEqual({ status: 401, body: { error: "invalid_client" } });
  expect(tokenError("unsupported_grant_type", "Only codes.").body.error_description).toBe("Only codes.");
});
