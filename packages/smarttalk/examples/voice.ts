import { openAsBlob } from "node:fs";
import { anonymous, createChatInstance, createSmartTalk, readReply, streamSpokenMessage } from "@parley/smarttalk";

const { SMARTTALK_URL: baseUrl, CHAT_MODEL_ID: chatModelId = "your-chat-model-id" } = process.env;
const client = createSmartTalk({ auth: anonymous(), baseUrl });
const { conversation } = await createChatInstance(client, { chatModelId });
const audio = await openAsBlob(process.argv[2] ?? "question.wav", { type: "audio/wav" });
const reply = await readReply(await streamSpokenMessage(client, { ...conversation, audio }));
console.log(reply.transcription);
console.log(reply.text);
console.log(reply.audio?.type, reply.audio?.size);
