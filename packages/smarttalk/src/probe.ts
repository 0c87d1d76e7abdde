import * as operations from "@parley/contracts/smarttalk/operations";
import { anonymous, apiToken, oauth, legacyJwt } from "./auth.ts";
import { type ClientFor, createSmartTalk } from "./client.ts";
export function getPlanUsage(client: ClientFor<typeof operations.getPlanUsage>): void { void client; }
export function canvas(client: ClientFor<typeof operations.listCanvas>): void { void client; }
export function pricing(client: ClientFor<typeof operations.listPricingPlans>): void { void client; }
const o = createSmartTalk({ auth: oauth("x") });
const oc = createSmartTalk({ auth: oauth("x", {chatModelId: ""}) });
const a = createSmartTalk({ auth: anonymous() });
const t = createSmartTalk({ auth: apiToken("x", {chatModelId:""}) });
const l = createSmartTalk({ auth: legacyJwt("x") });
getPlanUsage(oc); getPlanUsage(t); canvas(a); canvas(l); pricing(a); pricing(o);
getPlanUsage(o); getPlanUsage(a); canvas(o); canvas(t);
