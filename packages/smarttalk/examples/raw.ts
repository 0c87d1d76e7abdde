import { apiKey, createSmartTalk, request } from "@parley/smarttalk";
import { searchDocuments } from "@parley/smarttalk/operations";

const { SMARTTALK_URL: baseUrl, API_KEY = "an-api-key", CHAT_MODEL_ID: chatModelId = "an-id" } = process.env;
const client = createSmartTalk({ auth: apiKey(API_KEY, { chatModelId }), baseUrl });
const result = await request(client, searchDocuments, { body: { query: "How long can I return a product?" } });
if (result.status === 200) console.log(result.data.map((match) => match._distance));
else console.log(result.status, result.error.message);
