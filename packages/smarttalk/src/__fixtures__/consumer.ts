/** A project that installed the package: type-checked and run outside of the workspace. */

import { anonymous, createSmartTalk, listPricingPlans, type SmartTalk } from "@parley/smarttalk";
import { createSmartTalkChatTransport } from "@parley/smarttalk/ai-sdk";
import { sendChatMessageEvents } from "@parley/smarttalk/operations";

const client: SmartTalk<"anonymous"> = createSmartTalk({
  auth: anonymous(),
  fetch: async () => Response.json([]),
});
console.log(await listPricingPlans(client), (await client.GET("/api/stripe/pricing")).response.status);
if (sendChatMessageEvents.resume !== "none") throw new Error("The stream resumes");

const transport = createSmartTalkChatTransport(client, { chatModelId: "1" });
if (typeof transport.sendMessages !== "function") throw new Error("createSmartTalkChatTransport made no transport");
