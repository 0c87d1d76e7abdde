/** Credentials: keys, signed tokens by kind, opaque tokens, secrets, and the rules of OAuth. */

export {
  type AuthorizationDecision,
  type AuthorizationPageReason,
  type AuthorizationRequest,
  createRedirect,
  type OAuthClient,
  readAuthorizationRequest,
} from "./authorization-request.ts";
export {
  type AuthorizationCode,
  authorizationCodeKind,
  type CodeExchange,
  judgeCodeExchange,
} from "./code-exchange.ts";
export { hashOf, isSameHash, type RandomBytes } from "./digest.ts";
export { mintToken, type TokenMinting } from "./mint-token.ts";
export { type AuthorizationErrorCode, type OAuthErrorBody, type TokenErrorCode, tokenError } from "./oauth-error.ts";
export { createOpaqueToken, hashOfOpaqueToken, judgeOpaqueToken, type OpaqueToken } from "./opaque-token.ts";
export { isCodeChallenge, verifyCodeVerifier } from "./pkce.ts";
export { findRedirectUriFault, isRegisteredRedirectUri, type RedirectUriFault } from "./redirect-uri.ts";
export { hasScopes, readScope } from "./scope.ts";
export { isSecret } from "./secret.ts";
export {
  createSigningKey,
  importKeyRing,
  type KeyRing,
  type SigningAlgorithm,
  type SigningKey,
} from "./signing-key.ts";
export type { TokenClaims, TokenKind } from "./token-kind.ts";
export type { RefusalReason, Verdict } from "./verdict.ts";
export { type TokenVerification, verifyToken } from "./verify-token.ts";
