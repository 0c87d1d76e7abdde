import { createManualClock } from "@parley/clock/manual";
import { describe, expect, test } from "vitest";
import { printed } from "../__fixtures__/printed.ts";
import { buildIntrospectionRequest, readIntrospectionResponse } from "./introspection.ts";
import { buildRevocationRequest, readRevocationResponse } from "./revocation.ts";
import { buildTokenRequest, readTokenResponse } from "./token.ts";

const codeGrant = {
  code: "SplxlOBeZQQYbYS6WxSbIA",
  redirectUri: "https://shop.example/callback",
  codeVerifier: "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk",
};
const toToken = { tokenEndpoint: "https://auth.example/token", clientId: "shop", grant: codeGrant };
const toRevoke = { revocationEndpoint: "https://auth.example/revoke", token: "s3cret+/=" };
const toIntrospect = { introspectionEndpoint: "https://auth.example/introspect", token: "s3cret+/=" };

const json = "application/json";
const form = "application/x-www-form-urlencoded";

describe("requests", () => {
  test.each<[string, Request, { url: string; contentType: string; body: string }]>([
    [
      "exchange a code",
      buildTokenRequest(toToken),
      {
        url: "https://auth.example/token",
        contentType: form,
        body:
          "grant_type=authorization_code&code=SplxlOBeZQQYbYS6WxSbIA&redirect_uri=https%3A%2F%2Fshop.example%2Fcallback" +
          "&client_id=shop&code_verifier=dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk",
      },
    ],
    [
      "exchange a code as JSON",
      buildTokenRequest({ ...toToken, encoding: "json" }),
      {
        url: "https://auth.example/token",
        contentType: json,
        body:
          '{"grant_type":"authorization_code","code":"SplxlOBeZQQYbYS6WxSbIA","redirect_uri":' +
          '"https://shop.example/callback","client_id":"shop","code_verifier":"dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"}',
      },
    ],
    [
      "exchange a refresh token",
      buildTokenRequest({ ...toToken, grant: { refreshToken: "tGzv3JOkF0XG5Qx2TlKWIA" } }),
      {
        url: "https://auth.example/token",
        contentType: form,
        body: "grant_type=refresh_token&refresh_token=tGzv3JOkF0XG5Qx2TlKWIA&client_id=shop",
      },
    ],
    [
      "exchange a refresh token for less",
      buildTokenRequest({ ...toToken, grant: { refreshToken: "tGzv3JOkF0XG5Qx2TlKWIA", scope: "chat" } }),
      {
        url: "https://auth.example/token",
        contentType: form,
        body: "grant_type=refresh_token&refresh_token=tGzv3JOkF0XG5Qx2TlKWIA&scope=chat&client_id=shop",
      },
    ],
    [
      "add parameters of the server, which do not replace those of the standard",
      buildTokenRequest({
        ...toToken,
        grant: { refreshToken: "r" },
        parameters: { resource: "https://api.example", refresh_token: "other" },
      }),
      {
        url: "https://auth.example/token",
        contentType: form,
        body: "resource=https%3A%2F%2Fapi.example&refresh_token=r&grant_type=refresh_token&client_id=shop",
      },
    ],
    [
      "end a token",
      buildRevocationRequest(toRevoke),
      { url: "https://auth.example/revoke", contentType: form, body: "token=s3cret%2B%2F%3D" },
    ],
    [
      "end a token with everything that RFC 7009 knows",
      buildRevocationRequest({ ...toRevoke, tokenTypeHint: "refresh_token", clientId: "shop" }),
      {
        url: "https://auth.example/revoke",
        contentType: form,
        body: "token=s3cret%2B%2F%3D&token_type_hint=refresh_token&client_id=shop",
      },
    ],
    [
      "end a token as JSON",
      buildRevocationRequest({ ...toRevoke, encoding: "json" }),
      { url: "https://auth.example/revoke", contentType: json, body: '{"token":"s3cret+/="}' },
    ],
    [
      "ask about a token",
      buildIntrospectionRequest({ ...toIntrospect, tokenTypeHint: "access_token" }),
      {
        url: "https://auth.example/introspect",
        contentType: form,
        body: "token=s3cret%2B%2F%3D&token_type_hint=access_token",
      },
    ],
  ])("%s", async (_, request, expected) => {
    const { url, method, headers, redirect } = request;
    const contentType = headers.get("content-type");
    const accept = headers.get("accept");
    expect({ url, method, contentType, accept, redirect, body: await request.text() }).toEqual({
      method: "POST",
      accept: json,
      redirect: "manual",
      ...expected,
    });
  });

  test("carry the headers of a client that has a secret", () => {
    const { headers } = buildIntrospectionRequest({
      ...toIntrospect,
      headers: { authorization: "Basic c2hvcDpzM2NyZXQ=" },
    });
    expect(Object.fromEntries(headers)).toEqual({
      accept: json,
      authorization: "Basic c2hvcDpzM2NyZXQ=",
      "content-type": form,
    });
  });
});

describe("the token response", () => {
  const now = Date.UTC(2026, 0, 1);
  const clock = createManualClock(now);

  test.each<[string, Record<string, unknown>, HeadersInit, Record<string, unknown>]>([
    [
      "has everything",
      {
        access_token: "a",
        token_type: "Bearer",
        expires_in: 3600,
        refresh_token: "r",
        scope: "chat",
        chat_model_id: "m",
      },
      {},
      { accessToken: "a", tokenType: "Bearer", expiresAt: now + 3_600_000, refreshToken: "r", scope: "chat" },
    ],
    [
      "may have the access token only",
      { access_token: "a" },
      {},
      { accessToken: "a", tokenType: "Bearer", expiresAt: undefined, refreshToken: undefined, scope: undefined },
    ],
    [
      "counts the lifetime from the clock of the server",
      { access_token: "a", expires_in: 60 },
      { date: "Fri, 02 Jan 2026 00:00:00 GMT" },
      {
        accessToken: "a",
        tokenType: "Bearer",
        expiresAt: Date.UTC(2026, 0, 2, 0, 1),
        refreshToken: undefined,
        scope: undefined,
      },
    ],
    [
      "may have the lifetime as text and the type in small letters",
      { access_token: "a", token_type: "bearer", expires_in: "60" },
      {},
      { accessToken: "a", tokenType: "Bearer", expiresAt: now + 60_000, refreshToken: undefined, scope: undefined },
    ],
    [
      "keeps another type and ignores what is no lifetime",
      { access_token: "a", token_type: "DPoP", expires_in: "soon", scope: null },
      {},
      { accessToken: "a", tokenType: "DPoP", expiresAt: undefined, refreshToken: undefined, scope: undefined },
    ],
  ])("%s", async (_, raw, headers, expected) => {
    expect(await readTokenResponse(Response.json(raw, { headers }), { clock })).toEqual({ ...expected, raw });
  });
});

test.each<[string, unknown, Record<string, unknown>]>([
  [
    "active",
    { active: true, exp: 1_767_229_200, scope: "chat" },
    { active: true, expiresAt: 1_767_229_200_000, scope: "chat" },
  ],
  ["not active", { active: false }, { active: false, expiresAt: undefined, scope: undefined }],
])("the introspection response says that a token is %s", async (_, raw, expected) => {
  expect(await readIntrospectionResponse(Response.json(raw))).toEqual({ ...expected, raw });
});

test.each([
  ["nothing", new Response(null)],
  ["JSON", Response.json({ revoked: true })],
  ["a page", new Response("<h1>Done</h1>")],
])("the revocation response may be %s", async (_, response) => {
  expect(await readRevocationResponse(response)).toBeUndefined();
  expect(response.body === null || response.bodyUsed).toBe(true);
});

describe("an answer that is no success", () => {
  const secret = "c0de-S3cret";
  const clock = createManualClock(0);
  const read = {
    token: readTokenResponse,
    revocation: readRevocationResponse,
    introspection: readIntrospectionResponse,
  };

  test.each<[string, keyof typeof read, Response, Record<string, unknown>]>([
    [
      "a code that does not fit",
      "token",
      Response.json({ error: "invalid_grant", error_description: `unknown code ${secret}` }, { status: 400 }),
      {
        name: "OAuthError",
        code: "invalid_grant",
        status: 400,
        message: "The token request was refused: invalid_grant",
        description: `unknown code ${secret}`,
      },
    ],
    [
      "a client that is unknown",
      "token",
      Response.json({ error: "invalid_client" }, { status: 401 }),
      { name: "OAuthError", code: "invalid_client", status: 401, description: undefined },
    ],
    [
      "an error that is no code",
      "token",
      Response.json({ error: { message: secret } }, { status: 400 }),
      { name: "OAuthError", code: "unreadable_error", status: 400 },
    ],
    [
      "a kind of token that cannot be ended",
      "revocation",
      Response.json({ error: "unsupported_token_type" }, { status: 400 }),
      {
        name: "OAuthError",
        code: "unsupported_token_type",
        message: "The revocation was refused: unsupported_token_type",
      },
    ],
    [
      "a page instead of JSON",
      "token",
      new Response(`<h1>${secret}</h1>`, { status: 500 }),
      { name: "ServerError", code: "status_500", status: 500, message: "The token request was refused with 500" },
    ],
    [
      "JSON of another form",
      "introspection",
      Response.json({ message: secret }, { status: 403 }),
      { name: "PermissionError", code: "status_403", body: { message: secret } },
    ],
    [
      "too many requests",
      "revocation",
      new Response(null, { status: 429, headers: { "retry-after": "7" } }),
      { name: "RateLimitError", code: "status_429", retryAfter: 7_000 },
    ],
    [
      "a redirect, which is not followed",
      "token",
      new Response(null, { status: 307, headers: { location: `https://evil.example/?code=${secret}` } }),
      { name: "ApiError", code: "status_307" },
    ],
    [
      "a success without token",
      "token",
      Response.json({ token: secret }),
      {
        name: "ProtocolError",
        code: "invalid_response",
        message: "The token request was answered without access_token",
      },
    ],
    [
      "a success with an empty token",
      "token",
      Response.json({ access_token: "" }),
      { name: "ProtocolError", code: "invalid_response" },
    ],
    [
      "a success that is cut",
      "token",
      new Response(`{"access_token":"${secret}`),
      {
        name: "ProtocolError",
        code: "invalid_response",
        message: "The token request was answered without a JSON object",
      },
    ],
    [
      "a success that says nothing about the token",
      "introspection",
      Response.json({ active: "true" }),
      { name: "ProtocolError", code: "invalid_response", message: "The introspection was answered without active" },
    ],
  ])("%s is an error", async (_, step, response, expected) => {
    const error: unknown = await read[step](response, { clock }).catch((caught: unknown) => caught);
    expect(error).toMatchObject(expected);
    expect(printed(error)).not.toContain(secret);
  });
});
