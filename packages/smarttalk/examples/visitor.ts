import {
  anonymous,
  createChatInstance,
  createSmartTalk,
  resumeChatInstance,
  sendChatMessage,
  visitor,
  withAuth,
} from "@parley/smarttalk";

const { SMARTTALK_URL: baseUrl, CHAT_MODEL_ID: chatModelId = "your-chat-model-id" } = process.env;
const client = createSmartTalk({ auth: anonymous(), baseUrl });
const { conversation, visitorToken } = await createChatInstance(client, { chatModelId, lang: "en" });

// Keep both in the browser of the visitor: this is how to come back to the conversation.
if (visitorToken) {
  const returning = withAuth(client, visitor(visitorToken));
  await resumeChatInstance(returning, conversation);
  const { message } = await sendChatMessage(returning, { ...conversation, message: "And how long does it take?" });
  console.log(message?.text);
}
