/** Program whose size is measured: a client, one call that answers JSON and one that streams. */

import { anonymous, createChatInstance, createSmartTalk, streamChatMessage } from "../index.ts";

const client = createSmartTalk({ auth: anonymous() });
const { conversation } = await createChatInstance(client, { chatModelId: "1" });
for await (const event of await streamChatMessage(client, { ...conversation, message: "Hello" })) console.log(event);
