import { isParleyError } from "@parley/client";
import { expect, test } from "vitest";
import { type Answer, createPlatform, json } from "./__fixtures__/server.ts";
import { anonymous } from "./auth.ts";
import { authorizationUrl, exchangeAuthorizationCode, introspectToken, revokeToken } from "./authorization.ts";
import { createSmartTalk } from "./client.ts";
import { requestLoginCode, verifyLoginCode } from "./sign-in.ts";

const redirectUri = "https://shop.example/callback";
const grant = { clientId: "shop", code: "code-1", redirectUri, codeVerifier: "v".repeat(43) };

function clientOf(...answers: Answer[]) {
  const platform = createPlatform(...answers);
  return { ...platform, client: createSmartTalk({ auth: anonymous(), fetch: platform.fetch }) };
}

test.each([
  [undefined, "https://aismarttalk.tech/api/oauth/aist/authorize"],
  ["https://login.example/eu/", "https://login.example/eu/api/oauth/aist/authorize"],
])("the address for the user at %s", (baseUrl, address) => {
  const client = createSmartTalk({ auth: anonymous(), baseUrl });
  const request = { clientId: "shop", redirectUri, scopes: ["chat", "sync:products"], state: "s", codeChallenge: "c" };
  const url = authorizationUrl(client, request);
  expect([url.origin + url.pathname, Object.fromEntries(url.searchParams)]).toEqual([
    address,
    {
      response_type: "code",
      client_id: "shop",
      redirect_uri: redirectUri,
      scope: "chat sync:products",
      state: "s",
      code_challenge: "c",
      code_challenge_method: "S256",
    },
  ]);
});

test("a code is exchanged as JSON for a token and its chat model", async () => {
  const { client, asked } = clientOf(
    json(
      { access_token: "oauth-1", expires_in: 3600, scope: "chat", chat_model_id: "model-1", site_identifier: "shop-1" },
      { headers: { date: "Mon, 14 Sep 2026 09:00:00 GMT" } },
    ),
  );
  expect(await exchangeAuthorizationCode(client, grant)).toEqual({
    accessToken: "oauth-1",
    chatModelId: "model-1",
    expiresAt: Date.UTC(2026, 8, 14, 10),
    scope: "chat",
    siteIdentifier: "shop-1",
  });
  expect(asked).toMatchObject([
    {
      target: "/api/oauth/aist/token",
      headers: { "content-type": "application/json" },
      body: {
        grant_type: "authorization_code",
        code: "code-1",
        redirect_uri: redirectUri,
        client_id: "shop",
        code_verifier: "v".repeat(43),
      },
    },
  ]);
});

test.each([
  ["invalid_grant", json({ error: "invalid_grant", error_description: "Used" }, { status: 400 })],
  ["status_500", json({ message: "Internal server error" }, { status: 500 })],
  ["invalid_response", json({ access_token: "oauth-1" })],
  ["invalid_response", json({ chat_model_id: "model-1" })],
])("an exchange fails with %s", async (code, answer) => {
  const { client, asked } = clientOf(answer);
  const error = await exchangeAuthorizationCode(client, grant).catch((reason: unknown) => reason);
  // A code is for one use, so nothing is repeated.
  expect([isParleyError(error) && error.code, asked.length]).toEqual([code, 1]);
});

test("a token can be asked about and ended", async () => {
  const { client, asked } = clientOf(json({ active: false }), () => new Response(null, { status: 200 }));
  expect(await introspectToken(client, "oauth-1")).toMatchObject({ active: false });
  await revokeToken(client, "oauth-1");
  expect(asked.map(({ target, body }) => [target, body])).toEqual([
    ["/api/oauth/aist/introspect", { token: "oauth-1" }],
    ["/api/oauth/aist/revoke", { token: "oauth-1" }],
  ]);
});

test("a login code is asked for and verified with the same address", async () => {
  const { client, asked } = clientOf(json({ success: true }), json({ token: "jwt-1" }));
  await requestLoginCode(client, { email: "Jane.Doe@Example.com" });
  await verifyLoginCode(client, { email: "Jane.Doe@Example.com", code: "481920" });
  expect(asked.map(({ body }) => body)).toEqual([
    { email: "jane.doe@example.com" },
    { email: "jane.doe@example.com", code: "481920" },
  ]);
});
