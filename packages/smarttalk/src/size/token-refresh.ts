/** Program whose size is measured: a client that refreshes its token, one call that answers JSON and one that streams. */

import { createChatInstance, createSmartTalk, createTokenSource, oauth, streamChatMessage } from "../index.ts";

const fetchToken = async () => (await fetch("/token", { method: "POST" })).text();
const client = createSmartTalk({ auth: oauth(createTokenSource({ fetchToken })) });
const { conversation } = await createChatInstance(client, { chatModelId: "1" });
for await (const event of await streamChatMessage(client, { ...conversation, message: "Hello" })) console.log(event);
