import { createSmartTalk, type HistorySnapshot, legacyJwt, syncChatHistory } from "@parley/smarttalk";

const { SMARTTALK_URL: baseUrl, USER_TOKEN = "a-user-token" } = process.env;
const client = createSmartTalk({ auth: legacyJwt(USER_TOKEN), baseUrl });

// The first call reads everything, the others what came since; each message is there once.
let snapshot: HistorySnapshot | undefined;
for (let round = 1; round <= 2; round += 1) {
  snapshot = await syncChatHistory(client, { chatInstanceId: "an-id" }, snapshot);
  console.log(snapshot.messages.length, snapshot.serverTime);
}
