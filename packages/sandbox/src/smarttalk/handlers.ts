/** All operations. */

import { notImplemented } from "@parley/server";
import { createChatHandlers } from "./chat/index.ts";
import { type AllHandlers, contract } from "./contract.ts";
import type { Desk } from "./desk.ts";
import { createFileHandlers } from "./files/handlers.ts";
import { createDocumentHandlers } from "./knowledge/handlers.ts";
import { createLegacyHandlers } from "./legacy.ts";
import { createModelHandlers } from "./models.ts";
import { createOAuthHandlers } from "./oauth/index.ts";
import { createShopHandlers } from "./shop/index.ts";
import { createSmartflowHandlers } from "./smartflow/handlers.ts";
import { throttle } from "./throttle.ts";
import { createVoiceHandlers } from "./voice/handlers.ts";

/** Makes the handler of each operation. */
export function createHandlers(desk: Desk): AllHandlers {
  const missing = Object.fromEntries(Object.keys(contract.operations).map((name) => [name, notImplemented]));
  return {
    ...(missing as unknown as AllHandlers),
    ...throttle(desk, {
      ...createOAuthHandlers(desk),
      ...createLegacyHandlers(desk),
      ...createChatHandlers(desk),
      ...createDocumentHandlers(desk),
      ...createShopHandlers(desk),
      ...createSmartflowHandlers(desk),
      ...createFileHandlers(desk),
      ...createModelHandlers(desk),
      ...createVoiceHandlers(desk),
    }),
  };
}
