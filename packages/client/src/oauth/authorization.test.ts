import { describe, expect, test } from "vitest";
import { printed } from "../__fixtures__/printed.ts";
import { type AuthorizationExpectation, buildAuthorizationUrl, readAuthorizationResponse } from "./authorization.ts";

const request = {
  authorizationEndpoint: "https://auth.example/authorize",
  clientId: "shop",
  redirectUri: "https://shop.example/callback?module=chat",
  state: "af0ifjsldkj",
  codeChallenge: "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM",
};

const usual =
  "response_type=code&client_id=shop&redirect_uri=https%3A%2F%2Fshop.example%2Fcallback%3Fmodule%3Dchat" +
  "&state=af0ifjsldkj&code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM&code_challenge_method=S256";

describe("the authorization URL", () => {
  test.each<[string, Partial<Parameters<typeof buildAuthorizationUrl>[0]>, string]>([
    ["has what RFC 6749 and RFC 7636 ask for", {}, `https://auth.example/authorize?${usual}`],
    [
      "has the scope",
      { scope: "embed chat sync:products" },
      `https://auth.example/authorize?${usual.replace("&state", "&scope=embed+chat+sync%3Aproducts&state")}`,
    ],
    [
      "keeps the query of the endpoint and drops its fragment",
      { authorizationEndpoint: new URL("https://auth.example/authorize?tenant=a%20b#top") },
      `https://auth.example/authorize?tenant=a+b&${usual}`,
    ],
    [
      "has parameters of the server, which do not replace those of the standards",
      { parameters: { prompt: "login", state: "other", response_type: "token" } },
      `https://auth.example/authorize?prompt=login&state=af0ifjsldkj&response_type=code&${usual
        .replace("response_type=code&", "")
        .replace("&state=af0ifjsldkj", "")}`,
    ],
  ])("%s", (_, change, expected) => {
    expect(buildAuthorizationUrl({ ...request, ...change }).href).toBe(expected);
  });
});

describe("the authorization response", () => {
  const state = "af0ifjsldkj";
  const issuer = "https://auth.example";
  const code = "c0de-S3cret";

  test.each<[string, string, AuthorizationExpectation]>([
    ["gives the code", `code=${code}&state=${state}`, { state }],
    ["may have parameters of its own more than once", `code=${code}&state=${state}&tag=a&tag=b`, { state }],
    [
      "gives the code of the issuer that is expected",
      `code=${code}&state=${state}&iss=https%3A%2F%2Fauth.example`,
      { state, issuer },
    ],
    ["may have an issuer that nobody expects", `code=${code}&state=${state}&iss=https%3A%2F%2Fauth.example`, { state }],
  ])("%s", (_, query, expectation) => {
    expect(readAuthorizationResponse(new URLSearchParams(query), expectation)).toEqual({ code });
    expect(readAuthorizationResponse(new URL(`https://shop.example/callback?${query}`), expectation)).toEqual({ code });
  });

  test.each<[string, string, AuthorizationExpectation, string, string]>([
    ["without state", `code=${code}`, { state }, "missing_state", "The authorization response has no state"],
    [
      "with an empty state",
      `code=${code}&state=`,
      { state: "" },
      "missing_state",
      "The authorization response has no state",
    ],
    [
      "with another state",
      `code=${code}&state=${state}x`,
      { state },
      "state_mismatch",
      "The authorization response has another state than was sent",
    ],
    [
      "with an error and another state",
      "error=access_denied&state=forged",
      { state },
      "state_mismatch",
      "The authorization response has another state than was sent",
    ],
    [
      "without iss from a server that sends it",
      `code=${code}&state=${state}`,
      { state, issuer },
      "missing_issuer",
      "The authorization response has no iss",
    ],
    [
      "of another issuer",
      `code=${code}&state=${state}&iss=https%3A%2F%2Fevil.example`,
      { state, issuer },
      "issuer_mismatch",
      "The authorization response comes from another issuer",
    ],
    [
      "of an issuer that differs by a slash",
      `code=${code}&state=${state}&iss=https%3A%2F%2Fauth.example%2F`,
      { state, issuer },
      "issuer_mismatch",
      "The authorization response comes from another issuer",
    ],
    [
      "with an error of another issuer",
      `error=access_denied&state=${state}&iss=https%3A%2F%2Fevil.example`,
      { state, issuer },
      "issuer_mismatch",
      "The authorization response comes from another issuer",
    ],
    [
      "with two codes",
      `code=${code}&code=other&state=${state}`,
      { state },
      "repeated_parameter",
      "The authorization response has code more than once",
    ],
    [
      "with two states, one of them right",
      `code=${code}&state=${state}&state=forged`,
      { state },
      "repeated_parameter",
      "The authorization response has state more than once",
    ],
    [
      "with neither code nor error",
      `state=${state}`,
      { state },
      "missing_code",
      "The authorization response has neither code nor error",
    ],
    [
      "with an empty code",
      `code=&state=${state}`,
      { state },
      "missing_code",
      "The authorization response has neither code nor error",
    ],
    [
      "with an error",
      `error=access_denied&error_description=The+user+refused&state=${state}`,
      { state },
      "access_denied",
      "Authorization was refused: access_denied",
    ],
    [
      "with an error and a code",
      `code=${code}&error=server_error&state=${state}`,
      { state },
      "server_error",
      "Authorization was refused: server_error",
    ],
    [
      "with an error that is no code",
      `error=%3Cb%3E%22gone%22%0A&state=${state}`,
      { state },
      "unreadable_error",
      "Authorization was refused: unreadable_error",
    ],
  ])("%s is an error", (_, query, expectation, errorCode, message) => {
    let error: unknown;
    try {
      readAuthorizationResponse(new URLSearchParams(query), expectation);
    } catch (caught) {
      error = caught;
    }
    expect(error).toMatchObject({ name: "OAuthError", code: errorCode, message, status: undefined });
    expect(printed(error)).not.toMatch(/c0de-S3cret|af0ifjsldkj|The user refused/);
  });

  test("keeps the words of the server for those who ask for them", () => {
    const query = new URLSearchParams({
      error: "access_denied",
      error_description: "The user refused",
      error_uri: "https://auth.example/errors/1",
      state,
    });
    expect(() => readAuthorizationResponse(query, { state })).toThrow(
      expect.objectContaining({ description: "The user refused", uri: "https://auth.example/errors/1" }),
    );
  });
});
