/** Tag Integrations: channels, tokens for users whom a site knows, and what happens in a shop. */

import { sendIntegrationEvent } from "@parley/contracts/smarttalk/validators";
import { draw } from "../../core/world/index.ts";
import { openModel } from "../access.ts";
import { ensureAccount, longestEmail } from "../accounts.ts";
import type { SomeHandlers } from "../contract.ts";
import type { Desk } from "../desk.ts";
import { noAccess, refusal } from "../errors.ts";
import { listAll } from "../knowledge/documents.ts";
import { shopEvents, workflows } from "../records/index.ts";
import { connectedIntegrations, integrations } from "../smartflow/market.ts";
import { issueUserToken } from "../tokens.ts";
import { openEnvelope, tokenOf } from "./envelope.ts";

/** Makes the handlers. */
export function createIntegrationHandlers(desk: Desk) {
  return {
    listIntegrations: ({ principal, request }) =>
      desk.inWorld(request, async (transaction) => {
        const access = await openModel(transaction, principal);
        if ("status" in access) return access;
        const configUrl = `https://aismarttalk.tech/en/admin/chatModel/${access.model.id}/integrations`;
        const shown = integrations.map(({ type, label, category, color }) => ({
          type,
          name: label,
          label,
          category,
          logoUrl: `https://cdn.aismarttalk.tech/integrations/${type.toLowerCase()}.svg`,
          colors: { primary: color },
          connected: connectedIntegrations.has(type),
          configUrl,
        }));
        return {
          status: 200,
          body: {
            channels: shown.filter(({ category }) => category === "Messaging"),
            integrations: shown.filter(({ category }) => category !== "Messaging"),
            config: { visibleCount: 4 },
          },
        };
      }),

    /** A token of a person vouches with the scope `embed`, and for customers only. */
    createUserToken: ({ body, principal, request }) =>
      desk.inWorld(request, async (transaction) => {
        const access = await openModel(transaction, principal);
        if ("status" in access) return access;
        const { oauth } = principal;
        if (oauth && !oauth.scopes.includes("embed")) return noAccess();
        const { email, id, name = body.email } = body;
        if (email.length > longestEmail) return refusal(400, `An address has at most ${longestEmail} characters`);
        const person = { email: email.toLowerCase(), name, externalId: id };
        const account = await ensureAccount(transaction, access.model, person);
        if (oauth && account.role === "ADMIN") return noAccess();
        const userToken = await issueUserToken(transaction, desk.clock, account, access.model.id, desk.address());
        return { status: 200, body: { userToken } };
      }),

    sendIntegrationEvent: ({ body, principal, request }) =>
      desk.inWorld(request, async (transaction) => {
        const access = await openModel(transaction, principal, body.chatModelId);
        if ("status" in access) return access;
        const chatModelId = access.model.id;
        let payload: unknown = "payload" in body ? body.payload : undefined;
        if ("encrypted" in body) {
          payload = await openEnvelope(body.encrypted, tokenOf(request), chatModelId);
          if (payload === undefined)
            return refusal(400, "The envelope was not made with this token for this chat model");
          if (!sendIntegrationEvent.request["application/json"]({ trigger: body.trigger, payload })) {
            return refusal(400, "What stands in the envelope is no payload of this trigger");
          }
        }
        const started = (await listAll(transaction, workflows, "byModel", [chatModelId])).filter(
          ({ isActive, configuration }) => isActive && configuration.trigger === body.trigger,
        );
        await transaction.insert(shopEvents, {
          id: await draw(transaction, "ids/shop-events", (chance) => chance.id("c")),
          chatModelId,
          trigger: body.trigger,
          payload: { ...(payload as object) }, // an object by the contract
          receivedAt: desk.clock.now(),
          workflowIds: started.map(({ id }) => id),
        });
        return { status: 200, body: { status: "ok" } };
      }),
  } satisfies SomeHandlers;
}
