import {
  apiToken,
  createSmartTalk,
  importCustomers,
  sendIntegrationEvent,
  syncCategories,
  syncProducts,
} from "@parley/smarttalk";

const { SMARTTALK_URL: baseUrl, API_TOKEN = "an-api-token", CHAT_MODEL_ID: chatModelId = "an-id" } = process.env;
const client = createSmartTalk({ auth: apiToken(API_TOKEN, { chatModelId }), baseUrl });

await syncCategories(client, [{ externalId: "11", name: "Kitchen" }]);

// Any iterable, also an asynchronous one that reads a database; 50 products go with each request.
const products = Array.from({ length: 120 }, (_, index) => ({
  type: "product" as const,
  externalId: String(index),
  title: `Mug ${index}`,
  price: { amount: 1500, currency: "EUR" },
}));
const catalogue = { source: "prestashop", siteIdentifier: "shop-1", products } as const;
await syncProducts(client, catalogue, { onProgress: (sent) => console.log(sent, "products sent") });

// Personal data can travel encrypted, with a key from the token of the request.
const customers = [{ externalId: "1207", email: "claire.martin@example.com" }];
console.log(await importCustomers(client, { source: "PRESTASHOP", customers, encrypted: true }), "customer sent");
await sendIntegrationEvent(client, { trigger: "ps_on_new_order", payload: { order_id: 5301 }, encrypted: true });
