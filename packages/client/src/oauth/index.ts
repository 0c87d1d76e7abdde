/** OAuth 2.0 with PKCE, as pairs of building a request and reading its answer. */

export {
  type AuthorizationExpectation,
  type AuthorizationRequest,
  buildAuthorizationUrl,
  readAuthorizationResponse,
} from "./authorization.ts";
export type { EndpointRequestOptions, EndpointResponseOptions } from "./endpoint.ts";
export {
  buildIntrospectionRequest,
  type IntrospectionRequest,
  type IntrospectionResponse,
  readIntrospectionResponse,
} from "./introspection.ts";
export { OAuthError, type OAuthErrorCode } from "./oauth-error.ts";
export { createCodeChallenge, createCodeVerifier, createState } from "./pkce.ts";
export { buildRevocationRequest, type RevocationRequest, readRevocationResponse } from "./revocation.ts";
export {
  type AuthorizationCodeGrant,
  buildTokenRequest,
  type RefreshTokenGrant,
  readTokenResponse,
  type TokenRequest,
  type TokenResponse,
} from "./token.ts";
