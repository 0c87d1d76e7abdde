/** Program whose size is measured: a client, one call that answers JSON and one that streams. */

import { createChatzy, insertNudge, openStream } from "../index.ts";
import { streamReplyEvents } from "../operations.ts";

const chatzy = createChatzy();
await insertNudge(chatzy, { conversationId: "1", message: "Hello" });
const auth = { tempToken: "2" };
for await (const event of await openStream(chatzy, "get", "/get-response", streamReplyEvents, { auth })) {
  console.log(event);
}
