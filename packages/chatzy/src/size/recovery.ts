/** Program whose size is measured: a client and a conversation whose replies survive a dropped stream. */

import { createChatzy, startConversation } from "../index.ts";

const conversation = await startConversation(createChatzy(), { chatbotId: "1" });
for await (const event of await conversation.send("Hello")) console.log(event);
