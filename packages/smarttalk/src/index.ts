/** Typed client of AI SmartTalk. */

export {
  AbortError,
  ApiError,
  AuthenticationError,
  BadRequestError,
  type CallOptions,
  ConflictError,
  ConnectionError,
  createCodeChallenge,
  createCodeVerifier,
  createDebugLogger,
  createState,
  createTokenSource,
  type DebugLoggerOptions,
  type EventStream,
  type FetchToken,
  isParleyError,
  isRefusalOf,
  NotFoundError,
  OAuthError,
  openStream,
  ParleyError,
  PayloadTooLargeError,
  PermissionError,
  ProtocolError,
  RateLimitError,
  readAuthorizationResponse,
  ServerError,
  StreamEndedEarlyError,
  StreamFailedError,
  type StreamOptions,
  type StreamPart,
  streamMultipart,
  TimeoutError,
  TokenError,
  type TokenResult,
  type TokenSource,
  type TokenSourceOptions,
  UnsupportedMediaTypeError,
  type UploadProgress,
  UsageError,
  unwrap,
} from "@parley/client";
export type {
  components,
  paths,
  SendChatMessageEvent,
  SendSpokenMessageEvent,
  SendVoiceMessageEvent,
} from "@parley/contracts/smarttalk";
export {
  type AttachmentPromotion,
  type FileUpload,
  promoteAttachment,
  type UploadedAttachment,
  uploadAttachment,
} from "./attachments.ts";
export {
  type AnyAuth,
  type Auth,
  anonymous,
  apiKey,
  apiToken,
  appToken,
  type ForChatModel,
  legacyJwt,
  oauth,
  type Scheme,
  visitor,
} from "./auth.ts";
export {
  type AccessToken,
  type AuthorizationUrlRequest,
  authorizationUrl,
  exchangeAuthorizationCode,
  introspectToken,
  type RedirectRegistration,
  registerRedirectUri,
  revokeToken,
  type Scope,
} from "./authorization.ts";
export type { BatchOptions } from "./batches.ts";
export { syncCategories } from "./categories.ts";
export { type ChatMessage, sendChatMessage, streamChatMessage } from "./chat.ts";
export { type Avatar, getAvatar, getChatModel, updateAvatar } from "./chat-model.ts";
export {
  type AnyClient,
  type ClientFor,
  type ClientWith,
  createSmartTalk,
  type SmartTalk,
  type SmartTalkOptions,
  withAuth,
} from "./client.ts";
export {
  type AdmittedConversation,
  type Conversation,
  claimChatInstance,
  createChatInstance,
  createSocketToken,
  type NewConversation,
  resumeChatInstance,
} from "./conversation.ts";
export { type ConversationQuery, listChatConversations, renameChatConversation } from "./conversations.ts";
export { type CrmContext, type CustomerImport, importCustomers, removeCustomer } from "./crm.ts";
export { importDocumentSource, importDocuments, searchDocuments } from "./documents.ts";
export { decryptPayload, encryptPayload } from "./encryption.ts";
export { getChatHistory, type HistorySnapshot, syncChatHistory } from "./history.ts";
export { createUserToken, listIntegrations, type ShopEvent, sendIntegrationEvent } from "./integrations.ts";
export { getPlanUsage } from "./plan.ts";
export { type ProductCatalogue, removeProducts, syncProducts } from "./products.ts";
export { type EmbedQuery, getEmbedConfig, listCanvas, listPricingPlans, uploadCanvas } from "./public.ts";
export { foldReply, type Reply, type ReplyEvent, readReply, spokenAudio } from "./reply.ts";
export type {
  AuthSession,
  CanvasUploadResult,
  CategoryName,
  CategoryRef,
  ChatHistory,
  ChatModelProfile,
  ChatReply,
  ChatUser,
  ConversationSummary,
  Customer,
  DocumentMatch,
  DocumentSearch,
  EmbedConfig,
  EncryptedEnvelope,
  ImportedDocument,
  InstalledSmartflows,
  IntegrationList,
  Message,
  Money,
  PlanUsage,
  ProductCleanup,
  ProductDocument,
  ProductVariant,
  PublicCanvas,
  PublicPricingPlan,
  ShopPlatform,
  SmartflowFilter,
  SmartflowTemplate,
  SourceDocument,
  SpeechTranscription,
  SpokenReply,
  UserToken,
  VoiceReply,
  WebhookEvent,
} from "./schemas.ts";
export { exchangeLegacyToken, requestLoginCode, verifyLoginCode } from "./sign-in.ts";
export {
  askSmartAdmin,
  createSmartAdminInstance,
  type SmartAdminMessage,
  sendSmartAdminMessage,
} from "./smart-admin.ts";
export { type Recording, type SpeechRequest, synthesizeSpeech, transcribeSpeech } from "./speech.ts";
export {
  installTemplate,
  listInstalledTemplates,
  listSmartflowTemplates,
  listTemplateFilters,
  removeTemplate,
  type TemplateInstallation,
  type TemplateLanguage,
  type TemplateQuery,
} from "./templates.ts";
export {
  sendSpokenMessage,
  sendVoiceMessage,
  streamSpokenMessage,
  streamVoiceMessage,
  type VoiceMessage,
} from "./voice.ts";
