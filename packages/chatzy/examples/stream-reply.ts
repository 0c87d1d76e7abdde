import { createChatzy, startConversation } from "@parley/chatzy";

const chatzy = createChatzy();
const conversation = await startConversation(chatzy, { chatbotId: "51de6a36-5532-49c2-888e-46754ce102ba" });
console.log(conversation.introductoryMessage?.content);

const reply = await conversation.send("Hi, I'd like to plan my trip.");
for await (const event of reply) {
  if (event.type === "text_delta") process.stdout.write(event.delta);
}
