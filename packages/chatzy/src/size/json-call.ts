/** Program whose size is measured: a client and one call that answers JSON. */

import { createChatzy, insertNudge } from "../index.ts";

await insertNudge(createChatzy(), { conversationId: "1", message: "Hello" });
