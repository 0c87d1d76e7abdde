/** Every function against the mock of the contract, which validates requests and credentials. */

import { type RunningMock, startMock } from "@parley/tooling/mock";
import { afterAll, beforeAll, expect, test } from "vitest";
import { example, exampleFile } from "./__fixtures__/examples.ts";
import { operationOf, presented } from "./__fixtures__/presented.ts";
import * as smarttalk from "./index.ts";

const { anonymous, apiToken, createSmartTalk, legacyJwt, oauth, withAuth } = smarttalk;

const chatModelId = "cm9x4k2pl0001l708q3v7d2ab";
const chatInstanceId = "cmd9a1t7y0004l508k2c8w5rn";
const conversation = { chatInstanceId, chatModelId };
const message = { ...conversation, message: "How do I send something back?" };
const question = await exampleFile("voice-question.wav", "audio/wav");
const file = await exampleFile("attachment-return-policy.txt", "text/plain");
const picture = await exampleFile("avatar.png", "image/png");
const redirectUri = "https://shop.example.com/module/aismarttalk/oauthcallback";

let mock: RunningMock;

beforeAll(async () => {
  mock = await startMock("smarttalk");
});

afterAll(() => mock.stop());

/** Clients of the mock. */
function clients() {
  const visitor = createSmartTalk({ auth: anonymous(), baseUrl: mock.baseUrl });
  return {
    visitor,
    user: withAuth(visitor, legacyJwt("jwt")),
    app: withAuth(visitor, oauth("token")),
    admin: withAuth(visitor, apiToken("token", { chatModelId })),
  };
}

type Clients = ReturnType<typeof clients>;

async function all<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const list: Item[] = [];
  for await (const item of items) list.push(item);
  return list;
}

const admitted = { conversation, visitorToken: "vst_7b1e04c9a25d4f8e9036" };
const adminConversation = { chatInstanceId: "cmd7w3n5t0021l508h4k9s1xe", chatModelId };
const spokenText = "It is on its way, and it arrives tomorrow before noon.";

const calls: Readonly<
  Record<keyof typeof operationOf, readonly [call: (clients: Clients) => unknown, expected: () => unknown]>
> = {
  askSmartAdmin: [
    ({ admin }) => smarttalk.askSmartAdmin(admin, { ...adminConversation, userId: "u", query: "What was asked?" }),
    () => ({ response: "Most asked about delivery times (41) and returns (26). Seven asked for a shop in Lyon." }),
  ],
  authorizationUrl: [
    async ({ visitor }) => {
      const codeChallenge = await smarttalk.createCodeChallenge("v".repeat(43));
      const scopes = ["embed", "chat"];
      const request = { clientId: "prestashop", redirectUri, scopes, state: "s", codeChallenge };
      const url = smarttalk.authorizationUrl(visitor, request);
      const page = await fetch(url, { headers: { accept: "text/html" } });
      const back = await fetch(url, { headers: { prefer: "code=302" }, redirect: "manual" });
      return [page.status, page.headers.get("content-type"), back.status, back.headers.get("location")];
    },
    () => [
      200,
      expect.stringMatching(/^text\/html/),
      302,
      `${redirectUri}?code=aist_ac_7Hq2mZ4vXs9LtB1c&state=5b0e9d7c3a1f48269e0d4c7b2a6f1835`,
    ],
  ],
  claimChatInstance: [
    ({ user }) => smarttalk.claimChatInstance(user, { ...conversation, visitorToken: "vst_1" }),
    () => admitted,
  ],
  createChatInstance: [({ visitor }) => smarttalk.createChatInstance(visitor, { chatModelId }), () => admitted],
  createSmartAdminInstance: [
    ({ user }) => smarttalk.createSmartAdminInstance(user, { chatModelId, userName: "Sam Lee" }),
    () => ({ conversation: adminConversation, visitorToken: undefined }),
  ],
  createSocketToken: [
    ({ app }) => smarttalk.createSocketToken(app, conversation),
    () => ({ socketToken: expect.stringMatching(/^eyJ/) }),
  ],
  createUserToken: [
    ({ admin }) => smarttalk.createUserToken(admin, { email: "claire.martin@example.com", id: "1207" }),
    () => ({ userToken: expect.stringMatching(/^eyJ/) }),
  ],
  exchangeAuthorizationCode: [
    ({ visitor }) => {
      const grant = { clientId: "prestashop", code: "aist_ac_1", redirectUri, codeVerifier: "v".repeat(43) };
      return smarttalk.exchangeAuthorizationCode(visitor, grant);
    },
    () => ({
      accessToken: "aist_at_3f9c1d7e5b2a4086c8e1f7d9",
      chatModelId,
      expiresAt: expect.any(Number),
      scope: "embed chat sync:products sync:categories",
      siteIdentifier: "shop-lumen-fr",
    }),
  ],
  exchangeLegacyToken: [
    ({ visitor }) => smarttalk.exchangeLegacyToken(visitor, { chatModelId, source: "google", oauthToken: "ya29.1" }),
    () => example("auth-session.json"),
  ],
  getAvatar: [
    ({ admin }) => smarttalk.getAvatar(admin, { chatModelId }),
    () => ({ avatarUrl: `https://cdn.aismarttalk.tech/avatars/${chatModelId}.png`, chatModelName: "Mia" }),
  ],
  getChatHistory: [
    ({ app }) => smarttalk.getChatHistory(app, { chatInstanceId, since: new Date(0) }),
    () => example("chat-history.json"),
  ],
  getChatModel: [
    ({ visitor }) => smarttalk.getChatModel(visitor, { chatModelId }),
    () => expect.objectContaining({ id: chatModelId, name: "Mia" }),
  ],
  getEmbedConfig: [
    ({ visitor }) => smarttalk.getEmbedConfig(visitor, { chatModelId, integrationType: "PRESTASHOP" }),
    async () => (await example<{ data: unknown }>("public-embed-config.json")).data,
  ],
  getPlanUsage: [({ admin }) => smarttalk.getPlanUsage(admin), () => example("plan-usage.json")],
  importCustomers: [
    async ({ admin }) => {
      const plain = await example<{ customers: smarttalk.Customer[] }>("crm-import-plain.json");
      const { customers } = plain;
      return Promise.all(
        [false, true].map((encrypted) =>
          smarttalk.importCustomers(admin, { source: "PRESTASHOP", siteIdentifier: null, customers, encrypted }),
        ),
      );
    },
    () => [2, 2],
  ],
  importDocumentSource: [
    ({ admin }) =>
      smarttalk.importDocumentSource(admin, { source: "FAQ", documentDatas: [{ id: 1, title: "Returns" }] }),
    () => undefined,
  ],
  importDocuments: [
    ({ admin }) => smarttalk.importDocuments(admin, { chatModelId, documents: [{ title: "Linen", content: "Wash" }] }),
    () => undefined,
  ],
  installTemplate: [
    ({ admin }) => smarttalk.installTemplate(admin, { templateId: "cmb2r6w1t0004l508d5e7k9qa", lang: "en" }),
    () => ({ workflowId: "cmd1k4v8r0015l508z3b6n0xh" }),
  ],
  introspectToken: [
    ({ visitor }) => smarttalk.introspectToken(visitor, "aist_at_1"),
    () => ({ active: true, expiresAt: undefined, scope: undefined, raw: { active: true } }),
  ],
  listCanvas: [({ visitor }) => smarttalk.listCanvas(visitor, conversation), () => example("public-canvas-list.json")],
  listChatConversations: [
    ({ app }) => all(smarttalk.listChatConversations(app, { chatModelId })),
    () => [
      expect.objectContaining({ title: "Sending something back" }),
      expect.objectContaining({ title: "Blue mug" }),
    ],
  ],
  listInstalledTemplates: [
    ({ admin }) => smarttalk.listInstalledTemplates(admin, { lang: "en" }),
    () => expect.objectContaining({ stats: { activeCount: 1, inactiveCount: 1, updatesAvailable: 1 } }),
  ],
  listIntegrations: [
    ({ admin }) => smarttalk.listIntegrations(admin, { integrationType: "PRESTASHOP" }),
    () => expect.objectContaining({ config: { visibleCount: 4 } }),
  ],
  listPricingPlans: [({ admin }) => smarttalk.listPricingPlans(admin), () => [{ name: "Free" }, { name: "Starter" }]],
  listSmartflowTemplates: [
    ({ admin }) => all(smarttalk.listSmartflowTemplates(admin, { platform: "prestashop", installed: false })),
    async () => (await example<{ templates: unknown }>("smartflow-templates.json")).templates,
  ],
  listTemplateFilters: [
    ({ admin }) => smarttalk.listTemplateFilters(admin, { lang: "en" }),
    () => [
      { type: "PRESTASHOP", label: "PrestaShop", emoji: "🛒", count: 2, installed: true },
      { type: "SLACK", label: "Slack", emoji: "💬", count: 1, installed: false },
    ],
  ],
  promoteAttachment: [
    ({ admin }) => smarttalk.promoteAttachment(admin, { chatInstanceId, canvasId: "cmd9a6q2v0010l708f4j7x8tb" }),
    () => ({ documents: 1 }),
  ],
  registerRedirectUri: [
    ({ visitor }) => {
      const registration = { clientId: "prestashop", redirectUri, origin: "https://shop.example.com" };
      return smarttalk.registerRedirectUri(visitor, registration);
    },
    () => undefined,
  ],
  removeCustomer: [
    ({ admin }) =>
      Promise.all(
        [false, true].map((encrypted) =>
          smarttalk.removeCustomer(admin, { email: "jonas.weber@example.com", source: "PRESTASHOP", encrypted }),
        ),
      ),
    () => [undefined, undefined],
  ],
  removeProducts: [
    ({ admin }) =>
      smarttalk.removeProducts(admin, { source: "prestashop", mode: "delete-ids", externalIds: ["42::556"] }),
    () => undefined,
  ],
  removeTemplate: [
    ({ admin }) => smarttalk.removeTemplate(admin, { templateId: "cmb2r6w1t0004l508d5e7k9qa" }),
    () => undefined,
  ],
  renameChatConversation: [
    ({ user }) => smarttalk.renameChatConversation(user, { ...conversation, title: "Return of the blue mug" }),
    () => undefined,
  ],
  requestLoginCode: [
    ({ visitor }) => smarttalk.requestLoginCode(visitor, { email: "Jane.Doe@example.com", chatModelId }),
    () => undefined,
  ],
  resumeChatInstance: [({ visitor }) => smarttalk.resumeChatInstance(visitor, conversation), () => admitted],
  revokeToken: [({ visitor }) => smarttalk.revokeToken(visitor, "aist_at_1"), () => undefined],
  searchDocuments: [
    ({ admin }) => smarttalk.searchDocuments(admin, { query: "How long can I return a product?", limit: 3 }),
    () => [expect.objectContaining({ _distance: 0.08 }), expect.objectContaining({ _distance: 0.17 })],
  ],
  sendChatMessage: [({ app }) => smarttalk.sendChatMessage(app, message), () => example("chat-reply.json")],
  sendIntegrationEvent: [
    async ({ admin }) => {
      const event = await example<smarttalk.ShopEvent>("webhook-new-order.json");
      await smarttalk.sendIntegrationEvent(admin, event);
      await smarttalk.sendIntegrationEvent(admin, { ...event, encrypted: true });
    },
    () => undefined,
  ],
  sendSmartAdminMessage: [
    ({ user }) => smarttalk.sendSmartAdminMessage(user, { ...adminConversation, message: "What was asked?" }),
    () => ({ message: expect.objectContaining({ chatInstanceId: adminConversation.chatInstanceId }) }),
  ],
  sendSpokenMessage: [
    async ({ app }) => {
      const reply = await smarttalk.sendSpokenMessage(app, { ...conversation, audio: question });
      const { type, size } = smarttalk.spokenAudio(reply) ?? {};
      return [reply.response, type, size];
    },
    async () => [spokenText, "audio/wav", (await exampleFile("voice-answer.wav", "")).size],
  ],
  sendVoiceMessage: [
    ({ user }) => smarttalk.sendVoiceMessage(user, { ...conversation, audio: question, lang: "en" }),
    () => ({ transcription: "Where is my parcel?", response: expect.stringMatching(/^Your parcel left/) }),
  ],
  streamChatMessage: [
    async ({ visitor }) => smarttalk.readReply(await smarttalk.streamChatMessage(visitor, message)),
    () => ({
      transcription: undefined,
      text: expect.stringMatching(/five working days\.$/),
      tools: [],
      audio: undefined,
    }),
  ],
  streamSpokenMessage: [
    async ({ app }) =>
      smarttalk.readReply(await smarttalk.streamSpokenMessage(app, { ...conversation, audio: question })),
    () => ({ transcription: "Where is my parcel?", text: spokenText, tools: [], audio: expect.any(Blob) }),
  ],
  streamVoiceMessage: [
    async ({ app }) => {
      const headers = { prefer: "example=toolCall" };
      const stream = await smarttalk.streamVoiceMessage(app, { ...conversation, audio: question }, { headers });
      const { tools } = await smarttalk.readReply(stream);
      return tools.length > 0;
    },
    () => true,
  ],
  syncCategories: [
    ({ admin }) => smarttalk.syncCategories(admin, [{ externalId: "2", name: "Home", parentExternalId: null }]),
    () => undefined,
  ],
  syncChatHistory: [
    async ({ app }) => {
      const first = await smarttalk.syncChatHistory(app, conversation);
      const { messages } = await smarttalk.syncChatHistory(app, conversation, first);
      return messages;
    },
    async () => (await example<{ messages: unknown }>("chat-history.json")).messages,
  ],
  syncProducts: [
    async ({ admin }) => {
      const { documents } = await example<{ documents: smarttalk.ProductDocument[] }>("products-sync.json");
      const shop = { source: "prestashop", siteIdentifier: "shop-1" } as const;
      return smarttalk.syncProducts(admin, { ...shop, products: documents });
    },
    () => 2,
  ],
  synthesizeSpeech: [
    async ({ admin }) => {
      const wave = await smarttalk.synthesizeSpeech(admin, { text: "Hello" });
      const compressed = await smarttalk.synthesizeSpeech(admin, { text: "Hello", mediaType: "audio/mpeg" });
      return [wave, compressed].map(({ type, size }) => [type, size]);
    },
    async () => [
      ["audio/wav", (await exampleFile("voice-answer.wav", "")).size],
      ["audio/mpeg", (await exampleFile("voice-answer.mp3", "")).size],
    ],
  ],
  transcribeSpeech: [
    ({ admin }) => smarttalk.transcribeSpeech(admin, { audio: question, lang: "en" }),
    () => ({ text: "Where is my parcel?", lang: "en" }),
  ],
  updateAvatar: [
    ({ admin }) => smarttalk.updateAvatar(admin, { chatModelId, file: picture }),
    () => ({ avatarUrl: `https://cdn.aismarttalk.tech/avatars/${chatModelId}.png` }),
  ],
  uploadAttachment: [
    ({ admin }) => smarttalk.uploadAttachment(admin, { ...conversation, file, purpose: "KNOWLEDGE" }),
    async () => {
      const { canvas } = await example<{ canvas: { id: string } }>("attachment-uploaded.json");
      return { canvasId: canvas.id, canvas };
    },
  ],
  uploadCanvas: [
    ({ visitor }) => smarttalk.uploadCanvas(visitor, { ...conversation, file }),
    () => example("attachment-uploaded.json"),
  ],
  verifyLoginCode: [
    ({ visitor }) => smarttalk.verifyLoginCode(visitor, { email: "jane.doe@example.com", code: "481920" }),
    () => example("auth-session.json"),
  ],
};

test.each(Object.entries(calls))("%s", async (_name, [call, expected]) => {
  expect(await call(clients())).toEqual(await expected());
});

const withoutOperation = [
  ...["createDebugLogger", "createSmartTalk", "createTokenSource", "isParleyError", "isRefusalOf", "openStream"],
  ...["streamMultipart", "unwrap"],
  ...["anonymous", "apiKey", "apiToken", "appToken", "legacyJwt", "oauth", "visitor", "withAuth"],
  ...["createCodeChallenge", "createCodeVerifier", "createState", "readAuthorizationResponse"],
  ...["decryptPayload", "encryptPayload", "foldReply", "readReply", "spokenAudio"],
];

test("every function of the package is called above", () => {
  const functions = Object.keys(smarttalk).filter((name) => /^[a-z]/.test(name) && !withoutOperation.includes(name));
  expect(functions.sort()).toEqual(Object.keys(calls));
});

test("every operation has its function", () => {
  const operations = new Set<string>(Object.values(operationOf));
  expect(Object.keys(presented).filter((id) => !operations.has(id))).toEqual([]);
});
