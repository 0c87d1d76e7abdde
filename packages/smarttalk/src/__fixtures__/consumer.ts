/** A project that installed the package: type-checked and run outside of the workspace. */

import { anonymous, createSmartTalk, listPricingPlans, request, type SmartTalk } from "@parley/smarttalk";
import * as operations from "@parley/smarttalk/operations";

const client: SmartTalk<"anonymous"> = createSmartTalk({
  auth: anonymous(),
  fetch: async () => Response.json([]),
});
console.log(await listPricingPlans(client), (await request(client, operations.listPricingPlans)).status);
