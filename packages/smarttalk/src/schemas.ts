/** The shapes of the contract that functions of this package take and give, under short names. */

import type { components } from "@parley/contracts/smarttalk";

type Schemas = components["schemas"];

/** A signed-in user and the token to act as that user. */
export type AuthSession = Schemas["AuthSession"];
/** A file that was taken and is being processed. */
export type CanvasUploadResult = Schemas["CanvasUploadResult"];
/** A category by its name alone, as older shops send it with a product. */
export type CategoryName = Schemas["CategoryName"];
/** A category and the place where it hangs. */
export type CategoryRef = Schemas["CategoryRef"];
/** Messages of a conversation, its title, and the time of the platform. */
export type ChatHistory = Schemas["ChatHistory"];
/** What a widget shows of an assistant. */
export type ChatModelProfile = Schemas["ChatModelProfile"];
/** The reply to a message; `message` is missing when it comes over the Socket.IO channel. */
export type ChatReply = Schemas["ChatReply"];
/** A person or the assistant. */
export type ChatUser = Schemas["ChatUser"];
/** A conversation in a list; its `id` is the `chatInstanceId` of other calls. */
export type ConversationSummary = Schemas["ConversationSummary"];
/** A customer of a shop. */
export type Customer = Schemas["Customer"];
/** A document and how near it is to what was searched for. */
export type DocumentMatch = Schemas["DocumentMatch"];
/** What to search for. */
export type DocumentSearch = Schemas["DocumentSearch"];
/** How a widget looks and what it may do. */
export type EmbedConfig = Schemas["EmbedConfig"];
/** Encrypted data; `iv`, `tag` and `data` are base64. */
export type EncryptedEnvelope = Schemas["EncryptedEnvelope"];
/** A document for `importDocuments`. */
export type ImportedDocument = Schemas["ImportedDocument"];
/** The workflows of a chat model, with counts. */
export type InstalledSmartflows = Schemas["InstalledSmartflows"];
/** Channels and integrations, and which are connected. */
export type IntegrationList = Schemas["IntegrationList"];
/** A message of a conversation. */
export type Message = Schemas["Message"];
/** An amount in the smallest unit of its currency. */
export type Money = Schemas["Money"];
/** The plan of the account and how much of it is used. */
export type PlanUsage = Schemas["PlanUsage"];
/** Which products to remove. */
export type ProductCleanup = Schemas["ProductCleanup"];
/** A product of a shop. */
export type ProductDocument = Schemas["ProductDocument"];
/** A size, colour or the like of a product. */
export type ProductVariant = Schemas["ProductVariant"];
/** A file of a conversation, as a widget sees it. */
export type PublicCanvas = Schemas["PublicCanvas"];
/** A plan on offer. */
export type PublicPricingPlan = Schemas["PublicPricingPlan"];
/** A shop platform, in lower case. */
export type ShopPlatform = Schemas["ShopPlatform"];
/** An integration that templates can be narrowed to. */
export type SmartflowFilter = Schemas["SmartflowFilter"];
/** A ready-made workflow. */
export type SmartflowTemplate = Schemas["SmartflowTemplate"];
/** A document for `importDocumentSource`. */
export type SourceDocument = Schemas["SourceDocument"];
/** The words of a recording. */
export type SpeechTranscription = Schemas["SpeechTranscription"];
/** What was understood, what is answered, and that as speech. */
export type SpokenReply = Schemas["SpokenReply"];
/** A token that signs one user in to a widget. */
export type UserToken = Schemas["UserToken"];
/** What was understood and what is answered. */
export type VoiceReply = Schemas["VoiceReply"];
/** Something that happened in a shop, as it is sent. */
export type WebhookEvent = Schemas["WebhookEvent"];
