/** OAuth 2.0 with PKCE: page, exchange, and what is done with tokens. */

import type { Desk } from "../desk.ts";
import { createAuthorizeHandler } from "./authorize.ts";
import { createManagementHandlers } from "./management.ts";
import { createTokenHandler } from "./token.ts";

export { createPageHandler } from "./submit.ts";

/** Makes the handlers of the tag OAuth. */
export function createOAuthHandlers(desk: Desk) {
  return { ...createAuthorizeHandler(desk), ...createTokenHandler(desk), ...createManagementHandlers(desk) };
}
