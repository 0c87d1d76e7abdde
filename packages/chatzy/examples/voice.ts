import { type Chatzy, type Conversation, type SentReply, transcribe } from "@parley/chatzy";

/** Sends a message that was spoken in several clips. */
export async function sendSpoken(chatzy: Chatzy, conversation: Conversation, clips: Blob[]): Promise<SentReply> {
  const clientMessageKey = crypto.randomUUID();
  const texts: string[] = [];
  for (const audio of clips) {
    texts.push(await transcribe(chatzy, { ...conversation, clientMessageKey, audio }));
  }
  return conversation.send(texts.join(" "), { clientMessageKey });
}
