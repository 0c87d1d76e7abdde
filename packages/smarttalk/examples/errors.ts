import {
  anonymous,
  createSmartTalk,
  foldReply,
  isParleyError,
  RateLimitError,
  type ReplyEvent,
  readReply,
  StreamFailedError,
  sendChatMessage,
  streamChatMessage,
} from "@parley/smarttalk";

function explain(error: unknown): string {
  if (error instanceof RateLimitError) return `Wait ${error.retryAfter} ms`;
  if (error instanceof StreamFailedError) {
    return `${error.code} after "${foldReply(error.partial as ReplyEvent[]).text}"`;
  }
  if (isParleyError(error)) return error.message;
  throw error;
}

const client = createSmartTalk({ auth: anonymous(), baseUrl: process.env.SMARTTALK_URL });
const message = { chatInstanceId: "an-id", chatModelId: "an-id", message: "How do I send something back?" };

// The header asks a mock for one of its answers.
for (const prefer of ["code=429", "code=403"]) {
  await sendChatMessage(client, message, { headers: { prefer } }).catch((error) => console.log(explain(error)));
}
const stream = await streamChatMessage(client, message, { headers: { prefer: "example=errorMidStream" } });
await readReply(stream).catch((error) => console.log(explain(error)));
