// biome-ignore-all lint/style/noRestrictedImports: the client of this platform proves that the sandbox speaks its language.
import * as client from "@parley/smarttalk";
import { expect, test } from "vitest";
import { authorize, codeVerifier, request } from "./__fixtures__/authorize.ts";
import { lastCode, openShop, type Shop } from "./__fixtures__/shop.ts";
import { demo, demoCredentials } from "./seeds/demo-ids.ts";

const { chatModelId } = demo;

/** A client without credentials; `withAuth` gives it some. */
function clientOf({ sandbox }: Shop) {
  return client.createSmartTalk({
    auth: client.anonymous(),
    baseUrl: "http://sandbox.test/smarttalk",
    fetch: (input: RequestInfo | URL, init?: RequestInit) => sandbox.fetch(new Request(input, init)),
  });
}

async function all<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const list: Item[] = [];
  for await (const item of items) list.push(item);
  return list;
}

test("a visitor opens a conversation, streams a reply, and comes back", async () => {
  const visitor = clientOf(openShop());
  const { conversation, visitorToken = "" } = await client.createChatInstance(visitor, { chatModelId, lang: "en" });
  const returning = client.withAuth(visitor, client.visitor(visitorToken));
  await client.resumeChatInstance(returning, conversation);
  const stream = await client.streamChatMessage(returning, { ...conversation, message: "Where is my order 4711?" });
  const reply = await client.readReply(stream);
  expect(reply.text).toContain("4711");
  const first = await client.syncChatHistory(returning, conversation);
  await client.sendChatMessage(returning, { ...conversation, message: "Thanks" });
  const second = await client.syncChatHistory(returning, conversation, first);
  expect(second.messages.map(({ text }) => text).slice(1, 4)).toEqual([
    "Where is my order 4711?",
    reply.text,
    "Thanks",
  ]);
});

test("a user logs in with PKCE, talks, finds the conversation, and leaves", async () => {
  const shop = openShop();
  const visitor = clientOf(shop);
  await client.registerRedirectUri(visitor, { clientId: "prestashop", redirectUri: request.redirect_uri });
  const back = await authorize(shop);
  const token = await client.exchangeAuthorizationCode(visitor, {
    clientId: "prestashop",
    code: back.searchParams.get("code") ?? "",
    redirectUri: request.redirect_uri,
    codeVerifier,
  });
  expect(token).toMatchObject({ chatModelId, siteIdentifier: "shop-1", scope: request.scope });
  const user = client.withAuth(visitor, client.oauth(token.accessToken, { chatModelId }));
  const { conversation } = await client.createChatInstance(user, { chatModelId });
  await client.sendChatMessage(user, { ...conversation, message: "Do you have green lanterns?" });
  const found = await all(client.listChatConversations(user, { chatModelId, q: "green lanterns" }));
  expect(found.map(({ id }) => id)).toEqual([conversation.chatInstanceId]);
  await client.renameChatConversation(user, { ...conversation, title: "Lanterns" });
  expect((await client.getChatHistory(user, conversation)).title).toBe("Lanterns");
  expect((await client.getPlanUsage(user)).plan?.name).toBe("Starter");
  expect(await client.introspectToken(visitor, token.accessToken)).toMatchObject({ active: true });
  await client.revokeToken(visitor, token.accessToken);
  await expect(client.sendChatMessage(user, { ...conversation, message: "Hello" })).rejects.toThrow(
    client.AuthenticationError,
  );
});

test("a visitor signs in with a code and claims the conversation", async () => {
  const shop = openShop();
  const visitor = clientOf(shop);
  const admitted = await client.createChatInstance(visitor, { chatModelId });
  const email = "new@example.com";
  await client.requestLoginCode(visitor, { email, chatModelId });
  const session = await client.verifyLoginCode(visitor, { email, code: await lastCode(shop) });
  const user = client.withAuth(visitor, client.legacyJwt(session.token ?? ""));
  const { visitorToken = "", conversation } = admitted;
  await client.claimChatInstance(user, { ...conversation, visitorToken });
  expect((await all(client.listChatConversations(user, { chatModelId }))).map(({ id }) => id)).toEqual([
    conversation.chatInstanceId,
  ]);
});

test("a shop sends its customers encrypted, and its events", async () => {
  const shop = openShop();
  const admin = client.withAuth(clientOf(shop), client.apiToken(demoCredentials.apiToken, { chatModelId }));
  const customers = [{ externalId: "1", email: "claire@example.com", firstname: "Claire" }];
  await client.importCustomers(admin, { customers, encrypted: true, source: "PRESTASHOP" });
  const { collections } = await shop.sandbox.worlds.exportWorld("default");
  expect(collections["smarttalk/customers"]).toMatchObject([{ email: "claire@example.com", customer: customers[0] }]);
  await client.removeCustomer(admin, { email: "claire@example.com", encrypted: true });
  const after = await shop.sandbox.worlds.exportWorld("default");
  expect(after.collections["smarttalk/customers"] ?? []).toEqual([]);
});
