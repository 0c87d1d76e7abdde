import { createSmartTalk, createTokenSource, getPlanUsage, oauth } from "@parley/smarttalk";

const { SMARTTALK_URL: baseUrl, CHAT_MODEL_ID: chatModelId = "your-chat-model-id" } = process.env;

// Asked for a token when there is none, when it ends soon, and once after the platform has refused it.
const source = createTokenSource({
  fetchToken: async () => ({ token: "from-your-back-end", expiresAt: Date.now() + 3_600_000 }),
});
const client = createSmartTalk({ auth: oauth(source, { chatModelId }), baseUrl });
console.log((await getPlanUsage(client)).plan?.name);
