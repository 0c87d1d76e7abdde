/** What the types of tokens and OAuth allow and refuse; type-checked only. */

import type { AuthorizationRequest, OAuthError } from "../oauth/index.ts";
import { buildTokenRequest, type TokenResponse } from "../oauth/index.ts";
import { shareFetchToken } from "./shared-tokens.ts";
import { createTokenSource, type TokenSource } from "./token-source.ts";

/** Every form of a token is taken, and nothing else. */
export function tokens(): TokenSource[] {
  return [
    createTokenSource({ fetchToken: async () => "token" }),
    createTokenSource({ fetchToken: async () => ({ token: "token" }), token: "token" }),
    createTokenSource({ fetchToken: async ({ signal }) => ({ token: signal.reason as string, expiresAt: 1 }) }), // any text
    createTokenSource({ fetchToken: async () => ({ token: "token", expiresAt: new Date() }) }),
    createTokenSource({ fetchToken: shareFetchToken(async () => "token", { name: "chat" }) }),
    // @ts-expect-error -- a token is text
    createTokenSource({ fetchToken: async () => 1 }),
    // @ts-expect-error -- the names of another API
    createTokenSource({ fetchToken: async () => ({ access_token: "token" }) }),
    // @ts-expect-error -- without fetchToken no token can be renewed
    createTokenSource({ token: "token" }),
  ];
}

/** Results cannot be changed. */
export function results(response: TokenResponse, error: OAuthError, request: AuthorizationRequest): void {
  // @ts-expect-error -- readonly
  response.accessToken = "other";
  // @ts-expect-error -- readonly
  response.raw.scope = "other";
  // @ts-expect-error -- readonly
  error.code = "other";
  // @ts-expect-error -- readonly
  request.state = "other";
}

/** A code goes with its verifier. */
export function grants(): void {
  const client = { tokenEndpoint: "https://auth.example/token", clientId: "shop" };
  buildTokenRequest({ ...client, grant: { code: "c", redirectUri: "https://shop.example", codeVerifier: "v" } });
  buildTokenRequest({ ...client, grant: { refreshToken: "r" } });
  // @ts-expect-error -- no verifier
  buildTokenRequest({ ...client, grant: { code: "c", redirectUri: "https://shop.example" } });
}
