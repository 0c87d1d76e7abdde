/** XYZ AI for servers: what needs the secret of a widget app. */

export { type AppOptions, type CreateTokenOptions, createToken, type TokenSettings } from "./create-token.ts";
export type { EndUserToken, Variables } from "./schemas.ts";
export { createTokenEndpoint, type TokenEndpointOptions } from "./token-endpoint.ts";
