/** Chat: conversations, messages, replies. */

import type { Desk } from "../desk.ts";
import { createAdminHandlers } from "./admin.ts";
import { createHistoryHandlers } from "./history.ts";
import { createInstanceHandlers } from "./instances.ts";
import { createSendHandlers } from "./send.ts";

/** Makes the handlers of the tags Chat and Admin chat. */
export function createChatHandlers(desk: Desk) {
  return {
    ...createInstanceHandlers(desk),
    ...createHistoryHandlers(desk),
    ...createSendHandlers(desk),
    ...createAdminHandlers(desk),
  };
}
