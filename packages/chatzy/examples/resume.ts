import { createChatzy, readReply, resumeConversation } from "@parley/chatzy";

const chatzy = createChatzy();
const conversation = resumeConversation(chatzy, {
  chatbotId: "51de6a36-5532-49c2-888e-46754ce102ba",
  conversationId: "96333140-53c3-4d1d-bbd1-edd150d46ea2",
  recovery: { pollInterval: 2000, maxTries: 30 },
});

let isWaiting = false;
for await (const { role, content } of conversation.history()) {
  console.log(role, content);
  isWaiting = role === "user";
}
if (isWaiting) console.log(await readReply(conversation.resumeReply()));
