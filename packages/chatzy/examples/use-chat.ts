import { Chat, useChat } from "@ai-sdk/react";
import { createChatzy } from "@parley/chatzy";
import { createChatzyChatTransport } from "@parley/chatzy/ai-sdk";

const chatbotId = "51de6a36-5532-49c2-888e-46754ce102ba";
const chat = new Chat({ transport: createChatzyChatTransport(createChatzy(), { chatbotId }) });

/** For a component: `messages`, `sendMessage`, `status`, `stop` and the rest. */
export const useSupportChat = () => useChat({ chat });

await chat.sendMessage({ text: "Hi, I'd like to plan my trip." });
for (const part of chat.lastMessage?.parts ?? []) if (part.type === "text") console.log(part.text);
