/** All operations. */

import { notImplemented } from "@parley/server";
import { createChatHandlers } from "./chat/index.ts";
import { type AllHandlers, contract } from "./contract.ts";
import type { Desk } from "./desk.ts";
import { createLegacyHandlers } from "./legacy.ts";
import { createOAuthHandlers } from "./oauth/index.ts";
import { throttle } from "./throttle.ts";

/** Makes the handler of each operation. */
export function createHandlers(desk: Desk): AllHandlers {
  const missing = Object.fromEntries(Object.keys(contract.operations).map((name) => [name, notImplemented]));
  return {
    ...(missing as unknown as AllHandlers),
    ...throttle(desk, { ...createOAuthHandlers(desk), ...createLegacyHandlers(desk), ...createChatHandlers(desk) }),
  };
}
