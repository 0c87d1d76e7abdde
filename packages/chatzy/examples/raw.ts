import { call, createChatzy, request } from "@parley/chatzy";
import * as operations from "@parley/chatzy/operations";

const chatzy = createChatzy({ timeout: 10_000, retry: { maxRetries: 4 } });
const query = { conversation_id: "96333140-53c3-4d1d-bbd1-edd150d46ea2" };

// Data, or an error is thrown.
const { data } = await call(chatzy, operations.getStreamStatus, { query });
console.log(data.stream_status, data.response_processing_status);

// Or a result to look at, typed by its status.
const result = await request(chatzy, operations.getStreamStatus, { query });
if (result.status === 404) console.log(result.error.message);
