import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { as, openShop, type Sent, type Shop } from "./__fixtures__/shop.ts";
import { demo, demoCredentials, foreign } from "./seeds/demo-ids.ts";

const { chatModelId } = demo;

/** The example of the contract, as it is printed. */
async function example(name: string): Promise<Record<string, unknown>> {
  return JSON.parse(await readFile(new URL(`../../../../spec/smarttalk/examples/${name}`, import.meta.url), "utf8"));
}

/** Records of the world, as its document has them. */
async function recordsOf(shop: Shop, kind: string): Promise<readonly Record<string, unknown>[]> {
  const document = await shop.sandbox.worlds.exportWorld("default");
  return (document.collections[`smarttalk/${kind}`] ?? []) as readonly Record<string, unknown>[];
}

const search = (shop: Shop, json: object, headers: Sent["headers"] = as.api) =>
  shop.send("/api/v1/documents/getRelevantDocuments", { headers, json });

test.each([
  ["an API token as Bearer", as.api, 200],
  ["an API token in x-api-key", as.apiKey, 200],
  ["an access token", as.oauth, 200],
  ["no x-chat-model-id", { authorization: as.api.authorization }, 401],
  ["no credential", { "x-chat-model-id": chatModelId }, 401],
  ["a chat model of another account", { ...as.api, "x-chat-model-id": foreign.chatModelId }, 403],
  ["a chat model that there is not", { ...as.api, "x-chat-model-id": "nothing" }, 403],
  ["another chat model than the token's", { ...as.oauth, "x-chat-model-id": demo.privateChatModelId }, 403],
  ["another scheme", { ...as.api, authorization: "Basic eDp5" }, 401],
  ["two ways with tokens of two accounts", { ...as.api, "x-api-key": foreign.apiToken }, 400],
  ["two ways with one token", { ...as.api, "x-api-key": demoCredentials.apiToken }, 200],
])("version 1 with %s", async (_name, headers, status) => {
  expect((await openShop().send("/api/v1/integrations", { headers })).status).toBe(status);
});

test("a foreign chat model is told from an unknown one by nobody", async () => {
  const shop = openShop();
  const ask = (id: string) => shop.send("/api/v1/integrations", { headers: { ...as.api, "x-chat-model-id": id } });
  expect((await ask(foreign.chatModelId)).text).toBe((await ask("nothing")).text);
});

test("documents are found by what they say, the nearest first", async () => {
  const shop = openShop();
  const found = await search(shop, { chatModelId, query: "How long can I return a product?" });
  expect(found.json).toMatchObject([{ externalId: "faq-returns", sourceType: "FAQ" }, { externalId: "page-17" }]);
  const narrow = { categories: ["cma1d6f0w0002l808b7t5n3ru"], sources: ["FAQ"], maxDistance: 0.15, limit: 3 };
  const nearest = await search(shop, { query: "How long can I return a product?", ...narrow });
  expect(nearest.json).toMatchObject([{ externalId: "faq-returns" }]);
  expect((await search(shop, { query: "When is the shop open?" })).json).toMatchObject([{ externalId: "faq-hours" }]);
});

test("what is not near enough is 404, and a short question 400", async () => {
  const shop = openShop();
  expect((await search(shop, { query: "quantum chromodynamics" })).json.message).toBe("No relevant documents found");
  expect((await search(shop, { query: "How long can I return a product?", maxDistance: 0.01 })).status).toBe(404);
  expect((await search(shop, { query: "ab" })).status).toBe(400);
  expect((await search(shop, { query: "returns", chatModelId: foreign.chatModelId })).status).toBe(403);
});

test("documents that were imported are found, changed, and seen by no other account", async () => {
  const shop = openShop();
  const importOne = (content: string) =>
    shop.send("/api/v1/documents/source", {
      headers: as.api,
      json: { chatModelId, documentDatas: [{ id: 7, title: "Linen", content }], source: "DEFAULT" },
    });
  expect((await importOne("Wash linen at 40 degrees.")).json).toEqual({ status: "ok" });
  await importOne("Wash linen at 60 degrees.");
  expect((await search(shop, { query: "wash linen" })).json).toMatchObject([
    { externalId: "7", content: expect.stringContaining("60") },
  ]);
  const strange = { authorization: `Bearer ${foreign.apiToken}`, "x-chat-model-id": foreign.chatModelId };
  expect((await search(shop, { query: "wash linen" }, strange)).status).toBe(404);
  const empty = { chatModelId, documentDatas: [{ id: 8 }], source: "FAQ" };
  expect((await shop.send("/api/v1/documents/source", { headers: as.api, json: empty })).json.status).toBe("error");
  const long = { chatModelId, documentDatas: [{ id: "x".repeat(121), title: "x" }], source: "FAQ" };
  expect((await shop.send("/api/v1/documents/source", { headers: as.api, json: long })).status).toBe(400);
});

test("the other import takes an API token alone", async () => {
  const shop = openShop();
  const documents = [{ title: "Caring for wool", content: "Air wool instead of washing it." }];
  const send = (json: object, authorization: string) =>
    shop.send("/documents/import", { headers: { authorization }, json });
  expect((await send({ chatModelId, documents }, as.api.authorization)).json).toEqual({ status: "ok" });
  expect((await search(shop, { query: "caring for wool" })).json).toMatchObject([{ sourceType: "API" }]);
  expect((await send({ chatModelId: foreign.chatModelId, documents }, as.api.authorization)).status).toBe(403);
  expect((await send({ chatModelId, documents }, as.oauth.authorization)).status).toBe(401);
});

test("the admin assistant answers the owner of a conversation, 30 times a minute", async () => {
  const shop = openShop();
  const json = { userId: demo.ownerId, chatModelId, chatInstanceId: demo.adminChatInstanceId, query: "Hello" };
  const ask = (changes = {}, headers: Sent["headers"] = as.api) =>
    shop.send("/api/v1/documents/mySmartAdmin", { headers, json: { ...json, ...changes } });
  expect((await ask()).json).toEqual({ response: expect.stringMatching(/./) });
  const unknown = await ask({ chatInstanceId: "cmd0" });
  expect(unknown.status).toBe(404);
  expect((await ask({ userId: demo.userId })).text).toBe(unknown.text);
  expect((await ask({ chatInstanceId: foreign.chatInstanceId, userId: foreign.ownerId })).text).toBe(unknown.text);
  expect((await ask({}, as.oauth)).status).toBe(403);
  for (let count = 5; count <= 30; count += 1) await ask();
  const refused = await ask();
  expect([refused.status, refused.headers.get("retry-after")]).toEqual([429, "60"]);
});

test("products are kept, found, and removed with their variants", async () => {
  const shop = openShop();
  const sync = await example("products-sync.json");
  const send = (path: string, json: object) => shop.send(path, { headers: as.api, json });
  const first = await send("/api/v1/products", sync);
  expect([first.status, first.json]).toEqual([202, { status: "ok" }]);
  await send("/api/v1/products", sync);
  const documents = sync.documents as { externalId: string; title: string; variants?: { externalId: string }[] }[];
  const kept = await recordsOf(shop, "products");
  expect(kept.map(({ externalId }) => externalId).sort()).toEqual(documents.map(({ externalId }) => externalId).sort());
  const titles = documents.map(({ title }) => title);
  const found = await search(shop, { query: titles[0] ?? "", sources: ["PRESTASHOP"] });
  expect(found.json).toMatchObject([{ title: titles[0] }]);
  const [one] = documents;
  const { source, siteIdentifier } = sync;
  const base = { source, siteIdentifier };
  const removed = await send("/api/v1/products/cleanup", {
    ...base,
    mode: "delete-ids",
    externalIds: [one?.externalId],
  });
  expect(removed.status).toBe(202);
  expect(await recordsOf(shop, "products")).toHaveLength(documents.length - 1);
  await send("/api/v1/products/cleanup", { ...base, mode: "keep-only", externalIds: [] });
  expect(await recordsOf(shop, "products")).toHaveLength(0);
  expect((await search(shop, { query: titles[0] ?? "", sources: ["PRESTASHOP"] })).status).toBe(404);
});

test("one variant is removed by the id of its product and its own", async () => {
  const shop = openShop();
  const variant = (externalId: string) => ({ externalId, attributes: [], availability: "in_stock", quantity: 1 });
  const product = { type: "product", externalId: "42", title: "Mug", variants: [variant("a"), variant("b")] };
  const send = (path: string, json: object) => shop.send(path, { headers: as.oauth, json });
  const envelope = { payloadVersion: "1", source: "prestashop", documents: [product] };
  expect((await send("/api/v1/products", envelope)).status).toBe(202);
  const variants = async () =>
    (await recordsOf(shop, "products")).map(({ product: kept }) =>
      Object(kept).variants.map((one: { externalId: string }) => one.externalId),
    );
  await send("/api/v1/products/cleanup", { source: "prestashop", mode: "delete-ids", externalIds: ["42::a"] });
  expect(await variants()).toEqual([["b"]]);
  await send("/api/v1/products", envelope);
  await send("/api/v1/products/cleanup", { source: "prestashop", mode: "keep-only", externalIds: ["42::a"] });
  expect(await variants()).toEqual([["a"]]);
});

test("what is wrong with a synchronisation is said at once, or in the body", async () => {
  const shop = openShop();
  const send = (path: string, json: object, headers: Sent["headers"] = as.api) => shop.send(path, { headers, json });
  const envelope = { payloadVersion: "1", source: "prestashop", documents: [] };
  expect((await send("/api/v1/products", envelope)).status).toBe(200);
  expect((await send("/api/v1/products", { ...envelope, payloadVersion: "2" })).status).toBe(400);
  const cleanup = { source: "prestashop", siteIdentifier: "shop-9", mode: "keep-only", externalIds: [] };
  const unknown = await send("/api/v1/products/cleanup", cleanup);
  expect([unknown.status, unknown.json]).toEqual([200, { status: "error", message: "Unknown siteIdentifier" }]);
  const category = { externalId: "1", name: "Mugs", parentExternalId: null };
  const sync = (categories: object[]) => send("/api/v1/categories/sync", { payloadVersion: "1", categories });
  expect([(await sync([category])).status, (await sync([category])).status]).toEqual([202, 200]);
  const circle = await sync([
    { ...category, parentExternalId: "2" },
    { externalId: "2", name: "Cups", parentExternalId: "1" },
  ]);
  expect(circle.json).toEqual({ status: "error", message: "A category is below itself" });
  expect(await recordsOf(shop, "categories")).toHaveLength(1);
});

test("an access token synchronises with its scope alone", async () => {
  const shop = openShop();
  const headers = { authorization: `Bearer ${foreign.accessToken}`, "x-chat-model-id": foreign.chatModelId };
  const json = { payloadVersion: "1", categories: [] };
  expect((await shop.send("/api/v1/categories/sync", { headers, json })).status).toBe(200);
  const person = { email: "a@example.com", id: "1" };
  expect((await shop.send("/api/v1/integrations/user-token", { headers, json: person })).status).toBe(403);
});

test("the printed envelopes are opened with the printed token, and with no other", async () => {
  const shop = openShop();
  const send = (path: string, json: object, headers: Sent["headers"] = as.oauth) => shop.send(path, { headers, json });
  const encrypted = await example("crm-import-encrypted.json");
  expect((await send("/api/v1/crm/importCustomer", encrypted)).json).toEqual({ status: "ok" });
  const plain = await example("crm-import-plain.json");
  const kept = await recordsOf(shop, "customers");
  expect(kept.map(({ customer }) => customer)).toEqual(expect.arrayContaining(plain.customers as object[]));
  expect((await send("/api/v1/crm/importCustomer", plain)).status).toBe(200);
  expect(await recordsOf(shop, "customers")).toHaveLength(kept.length);
  const removed = await send("/api/v1/crm/removeCustomer", await example("crm-remove-encrypted.json"));
  expect(removed.status).toBe(200);
  expect(await recordsOf(shop, "customers")).toHaveLength(kept.length - 1);
  expect((await send("/api/v1/crm/importCustomer", encrypted, as.api)).status).toBe(400);
  expect((await send("/api/v1/crm/removeCustomer", encrypted)).status).toBe(400);
  const strange = { ...plain, chatModelId: foreign.chatModelId };
  expect((await send("/api/v1/crm/importCustomer", strange)).status).toBe(403);
});

test.each([
  "webhook-new-order.json",
  "webhook-order-status-changed.json",
  "webhook-payment-received.json",
  "webhook-return-requested.json",
  "webhook-refund-created.json",
  "webhook-product-out-of-stock.json",
  "webhook-product-created.json",
  "webhook-review-posted.json",
  "webhook-customer-registered.json",
  "webhook-cart-updated.json",
  "webhook-encrypted.json",
])("the event %s is taken, and starts the workflows that wait for it", async (name) => {
  const shop = openShop();
  const json = await example(name);
  const answer = await shop.send("/api/v1/integrations/webhook", { headers: as.oauth, json });
  expect([answer.status, answer.json]).toEqual([200, { status: "ok" }]);
  const [event] = await recordsOf(shop, "shop-events");
  const isWaitedFor = json.trigger === "ps_on_order_status_changed";
  expect(event).toMatchObject({ trigger: json.trigger, workflowIds: isWaitedFor ? ["cmd1k4v8r0015l508z3b6n0xh"] : [] });
  expect(Object.keys(Object(event?.payload)).length).toBeGreaterThan(2);
});

test("a payload that is none of its trigger is refused, in an envelope too", async () => {
  const shop = openShop();
  const headers = as.oauth;
  const wrong = { trigger: "ps_on_new_order", payload: {} };
  expect((await shop.send("/api/v1/integrations/webhook", { headers, json: wrong })).status).toBe(400);
  const { encrypted } = await example("webhook-encrypted.json");
  const other = { trigger: "ps_on_cart_updated", encrypted };
  expect((await shop.send("/api/v1/integrations/webhook", { headers, json: other })).status).toBe(400);
});

test("a site vouches for its user, who chats with the token", async () => {
  const shop = openShop();
  const json = { email: "Claire.Martin@example.com", id: "1207", name: "Claire Martin" };
  const send = (headers: Readonly<Record<string, string>>, body: object = json) =>
    shop.send("/api/v1/integrations/user-token", { headers, json: body });
  const { userToken } = (await send(as.api)).json;
  const headers = { authorization: `Bearer ${userToken}`, "x-use-chatbot-auth": "true" };
  const opened = await shop.send("/api/chat/createInstance", { headers, json: { chatModelId } });
  const history = await shop.send(`/api/chat/history/${opened.json.chatInstanceId}`, { headers });
  expect(history.json.connectedOrAnonymousUser).toMatchObject({ email: "claire.martin@example.com" });
  expect((await send(as.oauth)).status).toBe(200);
  // Nobody becomes a member of the team that way.
  expect((await send(as.oauth, { email: "sam.lee@shop.example", id: "employee_1" })).status).toBe(403);
});

test("templates are listed, filtered, sorted, installed, updated and removed", async () => {
  const shop = openShop();
  const list = async (query = "") =>
    (await shop.send(`/api/v1/smartflow-templates${query}`, { headers: as.api })).json as {
      templates: { id: string; name: string; installation: object }[];
      pagination: object;
    };
  const printed = await example("smartflow-templates.json");
  const shown = await list("?platform=prestashop");
  expect(shown.templates).toEqual(expect.arrayContaining(printed.templates as object[]));
  const names = async (query: string) => (await list(query)).templates.map(({ name }) => name);
  expect(await names("?sortBy=name&sortOrder=asc&limit=2&page=2")).toEqual(["Stock alert", "Weekly summary"]);
  expect(await names("?search=customers")).toEqual(["Order follow-up"]);
  expect(await names("?integrations=SLACK")).toEqual(["Stock alert"]);
  expect(await names("?triggerTypes=SCHEDULE_WORKFLOW")).toEqual(["Weekly summary"]);
  expect([await names("?installed=true"), await names("?hasUpdate=true")]).toEqual([
    ["Order follow-up"],
    ["Order follow-up"],
  ]);

  const id = "cmb2r6w1t0004l508d5e7k9qa";
  const install = (templateId: string) =>
    shop.send(`/api/v1/smartflow-templates/${templateId}/install`, { headers: as.api, json: { configuration: {} } });
  const remove = (templateId: string) =>
    shop.send(`/api/v1/smartflow-templates/${templateId}`, { method: "DELETE", headers: as.api });
  expect((await install(id)).json).toEqual({ success: true, workflowId: "cmd1k4v8r0015l508z3b6n0xh" });
  expect(await names("?hasUpdate=true")).toEqual([]);
  expect((await install("cmb2r6w1t0009l508g8j1m4sc")).json.message).toBe("Missing integration: SLACK");
  expect([(await install("nothing")).status, (await remove("nothing")).status]).toEqual([404, 404]);
  expect((await remove(id)).json).toEqual({ success: true });
  expect((await remove(id)).json.error).toBe("This template is not installed");
  const installed = await shop.send("/api/v1/smartflow-templates/installed", { headers: as.api });
  expect(installed.json).toMatchObject({
    installed: [{ workflowName: "Size advice", isManual: true }],
    stats: { activeCount: 0, inactiveCount: 1, updatesAvailable: 0 },
  });
  const filters = await shop.send("/api/v1/smartflow-templates/filters", { headers: as.api });
  expect(filters.json.integrations).toContainEqual({
    type: "SLACK",
    label: "Slack",
    emoji: "💬",
    count: 1,
    installed: false,
  });
});

test("channels and integrations say which are connected", async () => {
  const { json } = await openShop().send("/api/v1/integrations?integrationType=PRESTASHOP", { headers: as.api });
  const channels = json.channels as { type: string; connected: boolean }[];
  expect(channels.map(({ type, connected }) => [type, connected])).toEqual([
    ["WHATSAPP", true],
    ["TELEGRAM", false],
    ["SLACK", false],
  ]);
});
