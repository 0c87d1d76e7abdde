import { anonymous, createChatInstance, createSmartTalk, streamChatMessage } from "@parley/smarttalk";

const { SMARTTALK_URL: baseUrl, CHAT_MODEL_ID: chatModelId = "your-chat-model-id" } = process.env;
const client = createSmartTalk({ auth: anonymous(), baseUrl });
const { conversation } = await createChatInstance(client, { chatModelId });
const stream = await streamChatMessage(client, { ...conversation, message: "How do I send something back?" });
for await (const event of stream) {
  if (event.type === "token") process.stdout.write(event.data.text ?? "");
}
process.stdout.write("\n");
