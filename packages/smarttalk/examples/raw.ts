import { apiKey, createSmartTalk } from "@parley/smarttalk";

const { SMARTTALK_URL: baseUrl, API_KEY = "an-api-key", CHAT_MODEL_ID: chatModelId = "an-id" } = process.env;
const client = createSmartTalk({ auth: apiKey(API_KEY, { chatModelId }), baseUrl });
const { data, error, response } = await client.POST("/api/v1/documents/getRelevantDocuments", {
  body: { query: "How long can I return a product?" },
});
if (data) console.log(data.map((match) => match._distance));
else console.log(response.status, error);
