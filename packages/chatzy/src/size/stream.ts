/** Program whose size is measured: a client, one call that answers JSON and one that streams. */

import { createChatzy, insertNudge, openStream } from "../index.ts";
import { streamReply, streamReplyEvents } from "../operations.ts";

const chatzy = createChatzy();
await insertNudge(chatzy, { conversationId: "1", message: "Hello" });
const credentials = { tempToken: "2" };
for await (const event of await openStream(chatzy, streamReply, streamReplyEvents, { credentials })) console.log(event);
