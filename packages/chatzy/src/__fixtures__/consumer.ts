/** A project that installed the package: type-checked and run outside of the workspace. */

import { type Chatzy, createChatzy, unwrap } from "@parley/chatzy";
import { createChatzyChatTransport } from "@parley/chatzy/ai-sdk";
import { streamReplyEvents } from "@parley/chatzy/operations";
import { iframeUrl } from "@parley/chatzy/server";

const chatzy: Chatzy = createChatzy({ fetch: async () => Response.json({ status: "completed" }) });
const params = { query: { conversation_id: "1" } };
console.log(await unwrap(chatzy.GET("/get_stream_status", { params })));
if (streamReplyEvents.resume !== "none") throw new Error("The stream resumes");

const url: string = iframeUrl({ userId: "1", chatbotId: "2", accessToken: "3" });
if (!url.startsWith("https://")) throw new Error(`iframeUrl gave ${url}`);

const transport = createChatzyChatTransport(chatzy, { chatbotId: "2" });
if (typeof transport.sendMessages !== "function") throw new Error("createChatzyChatTransport made no transport");

// @ts-expect-error The query is missing.
await chatzy.GET("/get_stream_status", {});
