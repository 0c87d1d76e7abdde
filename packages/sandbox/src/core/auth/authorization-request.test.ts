import { calculatePKCECodeChallenge } from "oauth4webapi";
import { expect, test } from "vitest";
import { type OAuthClient, readAuthorizationRequest } from "./authorization-request.ts";

const issuer = "https://one.example";
const challenge = await calculatePKCECodeChallenge("v".repeat(43));

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
