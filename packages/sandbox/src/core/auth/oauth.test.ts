import { calculatePKCECodeChallenge } from "oauth4webapi";
import { expect, test } from "vitest";
import { type OAuthClient, readAuthorizationRequest } from "./authorization-request.ts";
import { authorizationCodeKind, judgeCodeExchange } from "./code-exchange.ts";
import { tokenError } from "./oauth-error.ts";
import { isCodeChallenge, verifyCodeVerifier } from "./pkce.ts";
import { findRedirectUriFault, isRegisteredRedirectUri } from "./redirect-uri.ts";
import { hasScopes, readScope } from "./scope.ts";

const issuer = "https://one.example";
const verifier = "v".repeat(43);
const challenge = await calculatePKCECodeChallenge(verifier);

const web: OAuthClient = { id: "web", redirectUris: ["https://app.example/cb"], scopes: ["chat", "embed"] };
const native: OAuthClient = {
  id: "native",
  redirectUris: ["http://127.0.0.1/cb", "com.example.app:/cb"],
  scopes: ["chat"],
  isNative: true,
};

const good = {
  response_type: "code",
  client_id: "web",
  redirect_uri: "https://app.example/cb",
  scope: "chat",
  state: "xyz",
  code_challenge: challenge,
  code_challenge_method: "S256",
};

async function decide(query: string | Record<string, string | undefined>) {
  const given = typeof query === "string" ? [] : Object.entries({ ...good, ...query });
  const parameters = new URLSearchParams(typeof query === "string" ? query : undefined);
  for (const [name, value] of given) if (value !== undefined) parameters.set(name, value);
  return readAuthorizationRequest(parameters, {
    issuer,
    findClient: async (id) => [web, native].find((client) => client.id === id),
  });
}

test("a good request is put to the user", async () => {
  expect(await decide({})).toEqual({
    kind: "ask",
    request: {
      client: web,
      redirectUri: "https://app.example/cb",
      scopes: ["chat"],
      state: "xyz",
      codeChallenge: challenge,
      prompt: undefined,
    },
  });
  expect(await decide({ foo: "bar", redirect_uri: undefined, state: undefined, scope: undefined })).toMatchObject({
    kind: "ask",
    request: { redirectUri: "https://app.example/cb", state: undefined, scopes: [] },
  });
});

const text = new URLSearchParams(good).toString();

test.each<[string, string | Record<string, string | undefined>, string]>([
  ["N-1 an unknown client", { client_id: "nobody" }, "client-unknown"],
  ["N-2 no client", { client_id: undefined }, "client-missing"],
  ["N-3 another address", { redirect_uri: "https://evil.example/cb" }, "redirect-uri-not-registered"],
  ["N-4 a slash more", { redirect_uri: "https://app.example/cb/" }, "redirect-uri-not-registered"],
  ["N-5 a query more", { redirect_uri: "https://app.example/cb?x=1" }, "redirect-uri-not-registered"],
  ["N-5 the host in capitals", { redirect_uri: "https://APP.example/cb" }, "redirect-uri-not-registered"],
  ["N-7 a script", { redirect_uri: "javascript:alert(1)" }, "redirect-uri-not-registered"],
  [
    "N-10 no address where several are registered",
    { client_id: "native", redirect_uri: undefined },
    "redirect-uri-missing",
  ],
  ["N-16 two clients", `${text}&client_id=native`, "parameter-repeated"],
  ["N-16 two addresses", `${text}&redirect_uri=https://app.example/cb`, "parameter-repeated"],
  ["N-20 a huge state", { state: "s".repeat(65_536) }, "too-long"],
])("%s is told on our own page, and never sent back", async (_name, query, reason) => {
  expect(await decide(query)).toMatchObject({ kind: "page", reason });
});

test.each<[string, string | Record<string, string | undefined>, string]>([
  ["N-11 no challenge", { code_challenge: undefined }, "invalid_request"],
  ["N-11 no method", { code_challenge_method: undefined }, "invalid_request"],
  ["N-12 the plain method", { code_challenge_method: "plain" }, "invalid_request"],
  ["N-14 42 characters", { code_challenge: challenge.slice(1) }, "invalid_request"],
  ["N-14 129 characters", { code_challenge: "a".repeat(129) }, "invalid_request"],
  ["N-14 padding", { code_challenge: `${challenge.slice(1)}=` }, "invalid_request"],
  ["N-15 a token", { response_type: "token" }, "unsupported_response_type"],
  ["N-15 an id token", { response_type: "id_token" }, "unsupported_response_type"],
  ["N-15 a code and a token", { response_type: "code token" }, "unsupported_response_type"],
  ["N-15 nothing", { response_type: undefined }, "invalid_request"],
  ["N-16 two scopes", `${text}&scope=embed`, "invalid_request"],
  ["N-18 a scope that the client may not have", { scope: "chat admin" }, "invalid_scope"],
  ["N-18 a scope that is none", { scope: 'chat "x"' }, "invalid_scope"],
  ["N-29 a request by address", { request_uri: "http://127.0.0.1:1/" }, "request_uri_not_supported"],
  ["N-29 a request in a token", { request: "a.b.c" }, "request_not_supported"],
])("%s is sent back as an error, with state and N-21 issuer", async (_name, query, error) => {
  const decision = await decide(query);
  expect(decision).toMatchObject({ kind: "redirect", error });
  const location = new URL(decision.kind === "redirect" ? decision.location : "");
  expect(location.href.startsWith("https://app.example/cb?")).toBe(true);
  expect(Object.fromEntries(location.searchParams)).toEqual({ error, state: "xyz", iss: issuer });
});

test("N-16 a state that comes twice is not echoed", async () => {
  const decision = await decide(`${text}&state=other`);
  expect(decision).toMatchObject({ kind: "redirect", location: expect.not.stringContaining("state") });
});

test("N-19 a state comes back as it was, and makes no header", async () => {
  const state = "\r\nSet-Cookie:x=1&<script>";
  const decision = await decide({ state, response_type: "token" });
  const location = decision.kind === "redirect" ? decision.location : "";
  expect(location).toMatch(/^[\x21-\x7e]+$/);
  expect(location).not.toContain("<");
  expect(new URL(location).searchParams.get("state")).toBe(state);
});

test.each([
  ["https://app.example/cb", false, undefined],
  ["http://127.0.0.1/cb", false, undefined],
  ["http://[::1]:8080/cb", false, undefined],
  ["com.example.app:/cb", true, undefined],
  ["http://app.example/cb", false, "plain-http"],
  ["http://localhost/cb", true, "plain-http"],
  ["javascript:alert(1)", true, "dangerous-scheme"],
  ["data:text/html,x", true, "dangerous-scheme"],
  ["file:///etc/passwd", true, "dangerous-scheme"],
  ["com.example.app:/cb", false, "dangerous-scheme"],
  ["myapp://cb", true, "dangerous-scheme"],
  ["https://app.example/cb#x", false, "fragment"],
  ["https://app.example/cb#", false, "fragment"],
  ["https://user@app.example/cb", false, "credentials"],
  ["https://*.example/cb", false, "wildcard"],
  ["https:\\\\app.example", false, "not-absolute"],
  [" https://app.example/cb", false, "not-absolute"],
  ["/cb", false, "not-absolute"],
  ["", false, "not-absolute"],
])("N-7 N-8 registering %s (native: %s): %s", (address, isNative, fault) => {
  expect(findRedirectUriFault(address, isNative)).toBe(fault);
});

test.each([
  ["http://127.0.0.1/cb", "http://127.0.0.1:51004/cb", true, true],
  ["http://127.0.0.1:1/cb", "http://127.0.0.1:51004/cb", true, true],
  ["http://[::1]/cb", "http://[::1]:51004/cb", true, true],
  ["http://127.0.0.1/cb", "http://127.0.0.1:51004/cb", false, false],
  ["http://127.0.0.1/cb", "http://127.0.0.1:51004/other", true, false],
  ["http://127.0.0.1/cb", "http://[::1]:51004/cb", true, false],
  ["http://127.0.0.1/cb", "http://127.0.0.1:99999/cb", true, false],
  ["http://127.0.0.1/cb", "http://127.0.0.1:80@evil.example/cb", true, false],
  ["http://127.0.0.1/cb", "http://127.0.0.1.evil.example/cb", true, false],
  ["http://127.0.0.1/cb", "https://127.0.0.1:51004/cb", true, false],
  ["http://localhost/cb", "http://localhost:51004/cb", true, false],
  ["https://app.example/cb", "https://app.example:8443/cb", true, false],
])("N-9 registered %s, sent %s (native: %s): %s", (registered, sent, isNative, expected) => {
  expect(isRegisteredRedirectUri(sent, { redirectUris: [registered], isNative })).toBe(expected);
});

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
