import { createTokenSource, isParleyError } from "@parley/client";
import { expect, test } from "vitest";
import { type Asked, createPlatform, json } from "./__fixtures__/server.ts";
import { apiKey, apiToken, oauth } from "./auth.ts";
import { createSmartTalk } from "./client.ts";
import { importCustomers, removeCustomer } from "./crm.ts";
import { decryptPayload } from "./encryption.ts";
import { sendIntegrationEvent } from "./integrations.ts";
import type { Customer, EncryptedEnvelope } from "./schemas.ts";

const chatModelId = "model-1";
const context = { source: "PRESTASHOP", siteIdentifier: "shop-1" };
const clock = { now: () => Date.UTC(2026, 8, 14), sleep: () => new Promise<void>(() => {}) };

function customers(count: number): Customer[] {
  return Array.from({ length: count }, (_, index) => ({ externalId: String(index), email: `u${index}@shop.example` }));
}

/** What the envelope of a request holds, opened with the token that the request presents. */
async function open({ headers, body }: Asked): Promise<unknown> {
  const token = headers.authorization?.replace("Bearer ", "") ?? "";
  return decryptPayload(token, chatModelId, (body as { encrypted: EncryptedEnvelope }).encrypted); // as the contract says
}

test("customers are sent in batches of 50, with the credentials repeated", async () => {
  const { fetch, asked } = createPlatform(json({}));
  const client = createSmartTalk({ auth: apiToken("api-1", { chatModelId }), fetch });
  expect(await importCustomers(client, { ...context, customers: customers(51) })).toBe(51);
  expect(asked).toEqual(
    [customers(51).slice(0, 50), customers(51).slice(50)].map((batch) => ({
      method: "POST",
      target: "/api/v1/crm/importCustomer",
      headers: { authorization: "Bearer api-1", "content-type": "application/json", "x-chat-model-id": chatModelId },
      body: { ...context, customers: batch, chatModelId, chatModelToken: "api-1" },
    })),
  );
});

test("an API key is repeated too", async () => {
  const { fetch, asked } = createPlatform(json({}));
  const client = createSmartTalk({ auth: apiKey("key-1", { chatModelId }), fetch });
  await removeCustomer(client, { ...context, email: "u@shop.example" });
  expect(asked).toMatchObject([
    { headers: { "x-api-key": "key-1" }, body: { ...context, email: "u@shop.example", chatModelToken: "key-1" } },
  ]);
});

test("encrypted bodies show no personal data and open with the token of their request", async () => {
  const { fetch, asked } = createPlatform(json({}));
  const client = createSmartTalk({ auth: oauth("oauth-1", { chatModelId }), fetch, clock });
  await importCustomers(client, { ...context, customers: customers(2), encrypted: true });
  await removeCustomer(client, { ...context, email: "u@shop.example", encrypted: true });
  await sendIntegrationEvent(client, {
    ...context,
    trigger: "ps_on_new_order",
    payload: { order_id: 7 },
    encrypted: true,
  });
  expect(JSON.stringify(asked)).not.toContain("@shop.example");
  expect(await Promise.all(asked.map(open))).toEqual([
    { customers: customers(2) },
    { email: "u@shop.example" },
    { order_id: 7 },
  ]);
});

test("a refused token is replaced in header, body and envelope alike", async () => {
  const tokens = ["token-1", "token-2"].values();
  const source = createTokenSource({ fetchToken: async () => tokens.next().value ?? "" });
  const { fetch, asked } = createPlatform(json({}, { status: 401 }), json({}));
  const client = createSmartTalk({ auth: oauth(source, { chatModelId }), fetch });
  await importCustomers(client, { ...context, customers: customers(1), encrypted: true });
  expect(
    asked.map(({ headers, body }) => [headers.authorization, (body as { chatModelToken: string }).chatModelToken]),
  ).toEqual([
    ["Bearer token-1", "token-1"],
    ["Bearer token-2", "token-2"],
  ]);
  expect(await Promise.all(asked.map(open))).toEqual([{ customers: customers(1) }, { customers: customers(1) }]);
});

test.each([
  [401, 2],
  [403, 1],
])("a status of %i for good makes %i requests", async (status, requests) => {
  const source = createTokenSource({ fetchToken: async () => crypto.randomUUID() });
  const { fetch, asked } = createPlatform(json({}, { status }));
  const client = createSmartTalk({ auth: oauth(source, { chatModelId }), fetch });
  const error = await removeCustomer(client, { email: "u@shop.example" }).catch((reason: unknown) => reason);
  expect([isParleyError(error) && error.code, asked.length]).toEqual([`status_${status}`, requests]);
});

test("an event has its time and its chat model", async () => {
  const { fetch, asked } = createPlatform(json({}));
  const client = createSmartTalk({ auth: apiToken("api-1", { chatModelId }), fetch, clock });
  await sendIntegrationEvent(client, { ...context, trigger: "ps_on_cart_updated", payload: { cart_id: 3 } });
  expect(asked).toMatchObject([
    {
      target: "/api/v1/integrations/webhook",
      body: {
        ...context,
        trigger: "ps_on_cart_updated",
        timestamp: "2026-09-14T00:00:00.000Z",
        chatModelId,
        payload: { cart_id: 3 },
      },
    },
  ]);
});
