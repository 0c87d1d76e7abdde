/** A request to each operation that is answered well, and what is changed of it for each other status. */

import { demo, demoCredentials, foreign } from "../seeds/demo-ids.ts";
import { addressOf } from "./authorize.ts";
import { as, type Sent } from "./shop.ts";

/** A request and where it goes. */
export interface Call extends Sent {
  readonly path: string;
}

const { chatModelId, chatInstanceId } = demo;
const templateId = "cmb2r6w1t0004l508d5e7k9qa";
const canvasId = "cmd9a6q2v0010l708f4j7x8tb";
const admin = `/api/admin/chatModel/${chatModelId}/smartadmin`;
const attachments = `/api/v1/me/conversations/${chatInstanceId}/attachments`;
const canva = `/api/public/chatModel/${chatModelId}/chatInstance/${demo.visitorChatInstanceId}/canva`;
const chat = { chatInstanceId, chatModelId, message: "Hello" };

/** What cannot be known before the sandbox is open. */
export interface Known {
  readonly exchange: object;
  readonly loginCode: string;
  /** JWT of a member of the team. */
  readonly team: Readonly<Record<string, string>>;
  readonly wav: Uint8Array<ArrayBuffer>;
  readonly png: Uint8Array<ArrayBuffer>;
}

/** A form with a file. */
export function formOf(name: string, file: Uint8Array<ArrayBuffer> | string, fields: object = {}, fileName = "file.txt") {
  const form = new FormData();
  form.set(name, new File([file], fileName));
  for (const [field, value] of Object.entries(fields)) form.set(field, String(value));
  return form;
}

/** The good request of each operation. */
export function listCalls({ exchange, loginCode, team, wav, png }: Known): Readonly<Record<string, Call>> {
  const v1 = (path: string, json?: object): Call => ({ path, headers: as.api, ...(json && { json }) });
  const user = (path: string, json?: object): Call => ({ path, headers: as.access, ...(json && { json }) });
  const open = (path: string, json?: object): Call => ({ path, ...(json && { json }) });
  const spoken = () => formOf("audio", wav, { chatInstanceId, chatModelId }, "question.wav");
  const sync = { payloadVersion: "1", source: "prestashop" };
  return {
    startAuthorization: open(addressOf()),
    exchangeAuthorizationCode: open("/api/oauth/aist/token", exchange),
    revokeToken: open("/api/oauth/aist/revoke", { token: "x" }),
    introspectToken: open("/api/oauth/aist/introspect", { token: "x" }),
    registerRedirectUri: open("/api/oauth/aist/clients/register", { client_id: "prestashop", redirect_uri: demo.redirectUri }),
    exchangeLegacyToken: open("/api/auth/oauth", { chatModelId, source: "google", oauthToken: "ya29.provider" }),
    requestLoginCode: open("/api/auth/request-otp", { email: "new@example.com" }),
    verifyLoginCode: open("/api/auth/otp-auth", { email: "jane.doe@example.com", code: loginCode }),
    sendChatMessage: user("/api/chat", chat),
    sendVoiceMessage: { path: "/api/chat/voice", headers: as.access, body: spoken() },
    sendSpokenMessage: { path: "/api/chat/voice/speech", headers: as.access, body: spoken() },
    createChatInstance: user("/api/chat/createInstance", { chatModelId }),
    getChatHistory: user(`/api/chat/history/${chatInstanceId}`),
    getChatModel: open(`/api/chat/getModel?id=${chatModelId}`),
    listChatConversations: user(`/api/chat/conversations?chatModelId=${chatModelId}`),
    renameChatConversation: { ...user(`/api/chat/conversations/${chatInstanceId}`, { title: "x" }), method: "PATCH" },
    createSocketToken: user("/api/chat/socket-token", { chatInstanceId, chatModelId }),
    createSmartAdminInstance: { path: `${admin}/instance`, headers: team, json: { chatModelId } },
    sendSmartAdminMessage: {
      path: `${admin}/chat`,
      headers: team,
      json: { query: "Hello", message: "Hello", chatInstanceId: demo.adminChatInstanceId },
    },
    transcribeSpeech: { path: "/api/v1/voice/speech-to-text", headers: as.api, body: formOf("audio", wav) },
    synthesizeSpeech: v1("/api/v1/voice/text-to-speech", { text: "Hello" }),
    searchDocuments: v1("/api/v1/documents/getRelevantDocuments", { query: "returns" }),
    importDocumentSource: v1("/api/v1/documents/source", { documentDatas: [{ title: "x" }], source: "FAQ" }),
    askSmartAdmin: v1("/api/v1/documents/mySmartAdmin", {
      userId: demo.ownerId,
      chatModelId,
      chatInstanceId: demo.adminChatInstanceId,
      query: "Hello",
    }),
    importDocuments: v1("/documents/import", { chatModelId, documents: [] }),
    syncProducts: v1("/api/v1/products", { ...sync, documents: [{ type: "product", externalId: "1", title: "Mug" }] }),
    removeProducts: v1("/api/v1/products/cleanup", { source: "prestashop", mode: "keep-only", externalIds: [] }),
    syncCategories: v1("/api/v1/categories/sync", { payloadVersion: "1", categories: [{ externalId: "1", name: "Mugs" }] }),
    importCustomers: v1("/api/v1/crm/importCustomer", { customers: [] }),
    removeCustomer: v1("/api/v1/crm/removeCustomer", { email: "a@example.com" }),
    listIntegrations: v1("/api/v1/integrations"),
    createUserToken: v1("/api/v1/integrations/user-token", { email: "a@example.com", id: "1" }),
    sendIntegrationEvent: v1("/api/v1/integrations/webhook", { trigger: "ps_on_cart_updated", payload: { cart_id: 1 } }),
    listSmartflowTemplates: v1("/api/v1/smartflow-templates"),
    listInstalledTemplates: v1("/api/v1/smartflow-templates/installed"),
    listTemplateFilters: v1("/api/v1/smartflow-templates/filters"),
    removeTemplate: { ...v1(`/api/v1/smartflow-templates/${templateId}`), method: "DELETE" },
    installTemplate: v1(`/api/v1/smartflow-templates/${templateId}/install`, {}),
    getAvatar: v1(`/api/v1/chatModel/${chatModelId}/avatar`),
    updateAvatar: {
      path: `/api/v1/chatModel/${chatModelId}/avatar`,
      headers: as.api,
      body: pictureOf(png),
    },
    getPlanUsage: v1("/api/v1/plan/usage"),
    uploadAttachment: { path: attachments, headers: as.oauth, body: formOf("file", "text") },
    promoteAttachment: { path: `${attachments}/${canvasId}/promote`, headers: as.oauth, json: {} },
    getEmbedConfig: v1(`/api/public/chatModel/${chatModelId}/embed-config`),
    listCanvas: { path: canva, headers: as.visitor },
    uploadCanvas: { path: canva, headers: as.visitor, body: formOf("file", "text") },
    listPricingPlans: open("/api/stripe/pricing"),
  };
}

/** A form with a picture, whose media type the contract checks. */
export function pictureOf(png: Uint8Array<ArrayBuffer>): FormData {
  const form = new FormData();
  form.set("file", new File([png], "avatar.png", { type: "image/png" }));
  return form;
}

/** What is changed for a status, where the general way does not do. */
export const special: Readonly<Record<string, Readonly<Record<number, Partial<Call>>>>> = {
  startAuthorization: {
    302: { path: addressOf({ scope: "admin" }) },
    400: { path: addressOf({ client_id: "nobody" }) },
  },
  exchangeAuthorizationCode: { 401: { json: { grant_type: "authorization_code", code: "x", redirect_uri: demo.redirectUri, client_id: "nobody" } } },
  registerRedirectUri: {
    401: { json: { client_id: "nobody", redirect_uri: demo.redirectUri } },
    403: { headers: { origin: "https://evil.example" } },
  },
  exchangeLegacyToken: {
    401: { json: { chatModelId, source: "google", oauthToken: "x" } },
    404: { json: { chatModelId: "x", source: "google", oauthToken: "ya29.provider" } },
  },
  requestLoginCode: { 404: { json: { email: "a@example.com", chatModelId: "x" } } },
  verifyLoginCode: {
    401: { json: { email: "a@example.com", code: "x" } },
    404: { json: { email: "a@example.com", code: "x", chatInstanceId: "x" } },
  },
  sendChatMessage: { 403: { json: { ...chat, chatModelId: "x" } }, 404: { json: { ...chat, chatInstanceId: "x" } } },
  createChatInstance: {
    403: { json: { chatModelId: "x" } },
    404: { json: { chatModelId, chatInstanceId: "x", resumeOnly: true } },
  },
  getChatHistory: {
    400: { path: `/api/chat/history/${chatInstanceId}?since=x` },
    403: { headers: as.visitor },
    404: { path: "/api/chat/history/x" },
  },
  getChatModel: {
    400: { path: "/api/chat/getModel" },
    401: { headers: { appToken: "x" } },
    404: { path: "/api/chat/getModel?id=x" },
  },
  listChatConversations: {
    400: { path: "/api/chat/conversations" },
    403: { path: "/api/chat/conversations?chatModelId=x" },
  },
  renameChatConversation: {
    403: { path: `/api/chat/conversations/${chatInstanceId}?chatModelId=x` },
    404: { path: "/api/chat/conversations/x" },
  },
  createSocketToken: {
    403: { json: { chatInstanceId, chatModelId: "x" } },
    404: { json: { chatInstanceId: "x", chatModelId } },
  },
  createSmartAdminInstance: {
    403: { path: admin.replace(chatModelId, foreign.chatModelId) + "/instance", json: { chatModelId: foreign.chatModelId } },
    404: { json: { chatModelId, chatInstanceId: "x", resumeOnly: true } },
  },
  sendSmartAdminMessage: {
    403: { path: `${admin.replace(chatModelId, foreign.chatModelId)}/chat` },
    404: { json: { query: "x", message: "x", chatInstanceId: "x" } },
  },
  searchDocuments: { 404: { json: { query: "quantum" } } },
  askSmartAdmin: {
    404: { json: { userId: "x", chatModelId, chatInstanceId: "x", query: "x" } },
    500: { json: { userId: demo.ownerId, chatModelId, chatInstanceId: demo.adminChatInstanceId, query: "/crash" } },
  },
  importDocuments: { 403: { json: { chatModelId: "x", documents: [] } } },
  syncProducts: { 200: { json: { payloadVersion: "1", source: "prestashop", documents: [] } } },
  removeProducts: {
    200: { json: { source: "prestashop", siteIdentifier: "x", mode: "keep-only", externalIds: [] } },
  },
  syncCategories: { 200: { json: { payloadVersion: "1", categories: [] } } },
  removeTemplate: { 404: { path: "/api/v1/smartflow-templates/x" } },
  installTemplate: { 404: { path: "/api/v1/smartflow-templates/x/install" } },
  getAvatar: { 404: { path: "/api/v1/chatModel/x/avatar" } },
  updateAvatar: { 404: { path: "/api/v1/chatModel/x/avatar" } },
  uploadAttachment: {
    403: { headers: { ...as.oauth, authorization: `Bearer ${demoCredentials.bannedToken}` } },
    404: { path: attachments.replace(chatInstanceId, "x") },
  },
  promoteAttachment: {
    403: { headers: { ...as.oauth, authorization: `Bearer ${demoCredentials.bannedToken}` } },
    404: { path: `${attachments}/x/promote` },
  },
  getEmbedConfig: { 404: { path: "/api/public/chatModel/x/embed-config", headers: {} } },
  listCanvas: { 403: { path: canva.replace(demo.visitorChatInstanceId, "x") }, 404: { path: canva.replace(demo.visitorChatInstanceId, "x"), headers: {} } },
  uploadCanvas: { 403: { path: canva.replace(demo.visitorChatInstanceId, "x") }, 404: { path: canva.replace(demo.visitorChatInstanceId, "x"), headers: {} } },
};
