/** The shapes of the contract that functions of this package take and give, under short names. */

import type { components } from "@parley/contracts/smarttalk";

type Schemas = components["schemas"];

export type AuthSession = Schemas["AuthSession"];
export type CanvasUploadResponse = Schemas["CanvasUploadResponse"];
export type CategoryRef = Schemas["CategoryRef"];
export type ChatHistory = Schemas["ChatHistory"];
export type ChatModelProfile = Schemas["ChatModelProfile"];
export type ChatReply = Schemas["ChatReply"];
export type ChatUser = Schemas["ChatUser"];
export type ConversationSummary = Schemas["ConversationSummary"];
export type Customer = Schemas["Customer"];
export type DocumentMatch = Schemas["DocumentMatch"];
export type DocumentSearch = Schemas["DocumentSearch"];
export type EmbedConfig = Schemas["EmbedConfig"];
export type EncryptedEnvelope = Schemas["EncryptedEnvelope"];
export type ImportedDocument = Schemas["ImportedDocument"];
export type InstalledSmartflows = Schemas["InstalledSmartflows"];
export type IntegrationList = Schemas["IntegrationList"];
export type Message = Schemas["Message"];
export type Money = Schemas["Money"];
export type PlanUsage = Schemas["PlanUsage"];
export type ProductCleanup = Schemas["ProductCleanup"];
export type ProductDocument = Schemas["ProductDocument"];
export type ProductVariant = Schemas["ProductVariant"];
export type PublicCanvas = Schemas["PublicCanvas"];
export type PublicPricingPlan = Schemas["PublicPricingPlan"];
export type ShopPlatform = Schemas["ShopPlatform"];
export type SmartflowFilter = Schemas["SmartflowFilter"];
export type SmartflowTemplate = Schemas["SmartflowTemplate"];
export type SourceDocument = Schemas["SourceDocument"];
export type SpeechTranscription = Schemas["SpeechTranscription"];
export type SpokenReply = Schemas["SpokenReply"];
export type UserToken = Schemas["UserToken"];
export type VoiceReply = Schemas["VoiceReply"];
export type WebhookEvent = Schemas["WebhookEvent"];
