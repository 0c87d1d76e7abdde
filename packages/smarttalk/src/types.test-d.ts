/** The types of the package say what the contract says, no more and no less; type-checked only. */

import type { components, OperationTypes } from "@parley/contracts/smarttalk";
import type { AttachmentPromotion } from "./attachments.ts";
import type { RedirectRegistration } from "./authorization.ts";
import type { ChatMessage } from "./chat.ts";
import { streamChatMessage } from "./chat.ts";
import type { SmartTalk } from "./client.ts";
import type { NewConversation } from "./conversation.ts";
import type { ConversationQuery } from "./conversations.ts";
import type { CustomerImport } from "./crm.ts";
import { type ShopEvent, sendIntegrationEvent } from "./integrations.ts";
import type { ProductCatalogue } from "./products.ts";
import type { EmbedQuery } from "./public.ts";
import type { WebhookEvent } from "./schemas.ts";
import type { SmartAdminMessage } from "./smart-admin.ts";
import type { Recording, SpeechRequest } from "./speech.ts";
import type { TemplateInstallation, TemplateQuery } from "./templates.ts";
import type { VoiceMessage } from "./voice.ts";

type Schemas = components["schemas"];
type Query<Id extends keyof OperationTypes> = NonNullable<OperationTypes[Id]["parameters"]["query"]>;
type Equal<Left, Right> = [Left, Right] extends [Right, Left] ? true : false;

/** Names that both have, and those that the package makes itself or gives another name. */
type Parity = [
  Equal<keyof ChatMessage, Exclude<keyof Schemas["ChatMessageRequest"], "stream" | "includeTokens">>,
  Equal<
    keyof NewConversation,
    Exclude<keyof Schemas["ChatInstanceRequest"], "chatInstanceId" | "resumeOnly" | "claimAnonymous">
  >,
  Equal<keyof VoiceMessage, Exclude<keyof Schemas["VoiceMessageForm"], "stream">>,
  Equal<keyof SmartAdminMessage, Exclude<keyof Schemas["SmartAdminMessageRequest"], "query">>,
  Equal<keyof Recording, keyof Schemas["SpeechForm"]>,
  Equal<Exclude<keyof SpeechRequest, "mediaType">, keyof Schemas["SpeechRequest"]>,
  Equal<
    Exclude<keyof ProductCatalogue, "products">,
    Exclude<keyof Schemas["ProductSync"], "payloadVersion" | "documents">
  >,
  Equal<
    Exclude<keyof CustomerImport, "encrypted">,
    "customers" | Exclude<keyof Schemas["CrmContext"], "chatModelId" | "chatModelToken">
  >,
  Equal<Exclude<keyof TemplateInstallation, "templateId">, keyof Schemas["SmartflowInstallRequest"]>,
  Equal<keyof TemplateQuery, Exclude<keyof Query<"listSmartflowTemplates">, "page">>,
  Equal<keyof ConversationQuery, Exclude<keyof Query<"listChatConversations">, "cursor">>,
  Equal<Exclude<keyof EmbedQuery, "chatModelId">, keyof Query<"getEmbedConfig">>,
  Equal<Exclude<keyof AttachmentPromotion, "chatInstanceId" | "canvasId">, keyof Schemas["AttachmentPromotion"]>,
  Equal<Exclude<keyof RedirectRegistration, "origin">, "clientId" | "redirectUri">,
  Equal<ShopEvent["trigger"], WebhookEvent["trigger"]>,
];

/** All of them hold. */
export const parity: Equal<Parity[number], true> = true;

/** The trigger of an event decides about its payload. */
export async function shopEvents(client: SmartTalk<"bearer" | "chatModelId">): Promise<void> {
  await sendIntegrationEvent(client, { trigger: "ps_on_review_posted", payload: { product_id: 1, rating: 4 } });
  // @ts-expect-error -- a review is about a product
  await sendIntegrationEvent(client, { trigger: "ps_on_review_posted", payload: { order_id: 1 } });
  // @ts-expect-error -- there is no such event
  await sendIntegrationEvent(client, { trigger: "ps_on_closing_time", payload: {} });
}

/** The events of a stream are a closed union with one arm for what is not known. */
export async function streamEvents(client: SmartTalk<"anonymous">): Promise<string | undefined> {
  const message = { chatInstanceId: "1", chatModelId: "2", message: "Hello" };
  for await (const event of await streamChatMessage(client, message)) {
    switch (event.type) {
      case "token":
      case "agent_response":
        return event.data.text;
      case "tool_start":
      case "tool_end":
        return event.data.name;
      case "error":
        return event.data.code;
      case "unknown":
        return event.data;
      case "stream_start":
      case "stream_end":
        break;
      default:
        event satisfies never;
    }
  }
  return undefined;
}
