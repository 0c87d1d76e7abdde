import { Chat, useChat } from "@ai-sdk/react";
import { anonymous, createSmartTalk } from "@parley/smarttalk";
import { createSmartTalkChatTransport } from "@parley/smarttalk/ai-sdk";

const { SMARTTALK_URL: baseUrl, CHAT_MODEL_ID: chatModelId = "your-chat-model-id" } = process.env;
const client = createSmartTalk({ auth: anonymous(), baseUrl });
const chat = new Chat({ transport: createSmartTalkChatTransport(client, { chatModelId }) });

/** For a component: `messages`, `sendMessage`, `status`, `stop` and the rest. */
export const useSupportChat = () => useChat({ chat });

await chat.sendMessage({ text: "How do I send something back?" });
for (const part of chat.lastMessage?.parts ?? []) if (part.type === "text") console.log(part.text);
