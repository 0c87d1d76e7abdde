import { createChatzy, unwrap } from "@parley/chatzy";

const chatzy = createChatzy({ timeout: 10_000, retry: { maxRetries: 4 } });
const params = { query: { conversation_id: "96333140-53c3-4d1d-bbd1-edd150d46ea2" } };

// An answer to look at, as openapi-fetch gives it.
const { data, error, response } = await chatzy.GET("/get_stream_status", { params });
if (data) console.log(data.data.stream_status, data.data.response_processing_status);
else console.log(response.status, error.message);

// Or data, and a refusal is thrown.
const status = await unwrap(chatzy.GET("/get_stream_status", { params }));
console.log(status.data.stream_status);
