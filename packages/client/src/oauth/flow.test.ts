import { createManualClock } from "@parley/clock/manual";
import { expect, test } from "vitest";
import { createAuthorizationServer } from "../__fixtures__/authorization-server.ts";
import { printed } from "../__fixtures__/printed.ts";
import { createTokenSource } from "../auth/index.ts";
import { buildAuthorizationUrl, readAuthorizationResponse } from "./authorization.ts";
import { buildIntrospectionRequest, readIntrospectionResponse } from "./introspection.ts";
import { createCodeChallenge, createCodeVerifier, createState } from "./pkce.ts";
import { buildRevocationRequest, readRevocationResponse } from "./revocation.ts";
import { buildTokenRequest, readTokenResponse } from "./token.ts";

const issuer = "https://auth.example";
const tokenEndpoint = `${issuer}/token`;
const client = { clientId: "shop", redirectUri: "https://shop.example/callback" };

/** The user logs in: from the authorization URL to the code. */
async function logIn(server: ReturnType<typeof createAuthorizationServer>) {
  const codeVerifier = createCodeVerifier();
  const state = createState();
  const codeChallenge = await createCodeChallenge(codeVerifier);
  const authorizationEndpoint = `${issuer}/authorize`;
  const url = buildAuthorizationUrl({ ...client, authorizationEndpoint, scope: "embed chat", state, codeChallenge });
  const { code } = readAuthorizationResponse(server.authorize(url), { state, issuer });
  return { code, codeVerifier };
}

test.each(["form", "json"] as const)("a user logs in, uses, renews and ends a token, by %s", async (encoding) => {
  const server = createAuthorizationServer(issuer);
  const { code, codeVerifier } = await logIn(server);
  const grant = { code, codeVerifier, redirectUri: client.redirectUri };
  const first = await readTokenResponse(
    await server.fetch(buildTokenRequest({ ...client, tokenEndpoint, encoding, grant })),
  );
  expect(first).toMatchObject({ tokenType: "Bearer", scope: "embed chat", expiresAt: Date.UTC(2026, 0, 1, 1) });

  const introspect = async (token: string) => {
    const request = buildIntrospectionRequest({ introspectionEndpoint: `${issuer}/introspect`, encoding, token });
    return (await readIntrospectionResponse(await server.fetch(request))).active;
  };
  const renewal = { refreshToken: first.refreshToken ?? "" };
  const next = await readTokenResponse(
    await server.fetch(buildTokenRequest({ ...client, tokenEndpoint, encoding, grant: renewal })),
  );
  expect(await introspect(next.accessToken)).toBe(true);

  const revocation = { revocationEndpoint: `${issuer}/revoke`, encoding, token: next.accessToken };
  await readRevocationResponse(await server.fetch(buildRevocationRequest(revocation)));
  await readRevocationResponse(await server.fetch(buildRevocationRequest(revocation)));
  expect([await introspect(first.accessToken), await introspect(next.accessToken)]).toEqual([true, false]);
});

test("a code is good for one exchange, with its own verifier", async () => {
  const server = createAuthorizationServer(issuer);
  const { code } = await logIn(server);
  const { code: otherCode, codeVerifier } = await logIn(server);
  const grant = { code, codeVerifier, redirectUri: client.redirectUri };
  const refusedAt = async (change: Partial<typeof grant>) => {
    const request = buildTokenRequest({ ...client, tokenEndpoint, grant: { ...grant, ...change } });
    return readTokenResponse(await server.fetch(request)).catch((error: unknown) => error);
  };
  const wrongVerifier = await refusedAt({});
  expect(wrongVerifier).toMatchObject({ name: "OAuthError", code: "invalid_grant", status: 400 });
  expect(printed(wrongVerifier)).not.toMatch(new RegExp(`${code}|${codeVerifier}`));
  expect(await refusedAt({ code: otherCode })).toMatchObject({ scope: "embed chat" });
  expect(await refusedAt({ code: otherCode })).toMatchObject({ code: "invalid_grant" });
});

test("a token source renews with the refresh token that came last", async () => {
  const server = createAuthorizationServer(issuer);
  const clock = createManualClock(Date.UTC(2026, 0, 1));
  const { code, codeVerifier } = await logIn(server);
  let grant: Parameters<typeof buildTokenRequest>[0]["grant"] = {
    code,
    codeVerifier,
    redirectUri: client.redirectUri,
  };
  const source = createTokenSource({
    clock,
    fetchToken: async () => {
      const request = buildTokenRequest({ ...client, tokenEndpoint, grant });
      const { accessToken, expiresAt, refreshToken = "" } = await readTokenResponse(await server.fetch(request));
      grant = { refreshToken };
      return { token: accessToken, expiresAt };
    },
  });
  const first = await source.get();
  expect(source.expiresAt()).toBe(Date.UTC(2026, 0, 1, 1));
  source.invalidate(first);
  expect(await source.get()).not.toBe(first);
});
