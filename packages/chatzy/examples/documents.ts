import { createChatzy, readReply, startConversation, uploadDocument } from "@parley/chatzy";

const chatzy = createChatzy();
const conversation = await startConversation(chatzy, { chatbotId: "51de6a36-5532-49c2-888e-46754ce102ba" });

// In a page: const [file] = input.files
const file = new File(["%PDF-1.7"], "booking.pdf", { type: "application/pdf" });
const document = await uploadDocument(chatzy, file);
const reply = await conversation.send("Here is my flight booking.", { documents: [document] });
console.log((await readReply(reply)).text);
