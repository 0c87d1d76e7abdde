import { Chat, useChat } from "@ai-sdk/react";
import { createXyz } from "@parley/xyz";
import { createXyzChatTransport } from "@parley/xyz/ai-sdk";

const xyz = createXyz({ apiKey: process.env.XYZ_API_KEY, baseUrl: process.env.XYZ_URL });
const chat = new Chat({ transport: createXyzChatTransport(xyz) });

/** For a component: `messages`, `sendMessage`, `status`, `stop` and the rest. */
export const useSupportChat = () => useChat({ chat });

await chat.sendMessage({ text: "How do I add the chat widget to my shop?" });
for (const part of chat.lastMessage?.parts ?? []) if (part.type === "text") console.log(part.text);
