/** The public types: what they allow, what they refuse, and that they are those of the contract. */

import { isRefusalOf, unwrap } from "@parley/client";
import type { components, StreamReplyEvent } from "@parley/contracts/chatzy";
import { expectTypeOf } from "vitest";
import type { CamelKeys } from "./camel-keys.ts";
import {
  type BridgeWindow,
  type Chatzy,
  type Contact,
  type ContactConversation,
  type ContactMessage,
  type ContactSummary,
  type Conversation,
  type ConversationType,
  createChatzy,
  type HistoryMessage,
  iframeBridge,
  type MessageDocument,
  openInbox,
  openStream,
  type ReplyEvent,
  ReplyFailedError,
  ReplyLostError,
  readReply,
  startConversation,
  transcribe,
  uploadDocument,
  type WhatsAppMessage,
} from "./index.ts";
import * as operations from "./operations.ts";
import { createTokenPair } from "./server.ts";

type Schemas = components["schemas"];
/** The members that have a name, without those that may be there as well. */
type Named<Members> = {
  [Name in keyof Members as string extends Name ? never : number extends Name ? never : Name]: Members[Name];
};

declare const chatzy: Chatzy;
declare const conversation: Conversation;

// Both ways: what the contract gives is what this package says, in camel case.
expectTypeOf<CamelKeys<Schemas["ContactSummary"]>>().toEqualTypeOf<ContactSummary>();
expectTypeOf<CamelKeys<Schemas["Contact"]>>().toEqualTypeOf<Contact>();
expectTypeOf<CamelKeys<Omit<Schemas["ContactConversation"], "messages">>>().toEqualTypeOf<
  Omit<ContactConversation, "messages">
>();
expectTypeOf<CamelKeys<Omit<Schemas["ContactMessage"], "wa_messages">>>().toEqualTypeOf<
  Omit<ContactMessage, "waMessages">
>();
expectTypeOf<CamelKeys<Schemas["WhatsAppMessage"]>>().toEqualTypeOf<WhatsAppMessage>();
expectTypeOf<CamelKeys<Schemas["MessageDocument"]>>().branded.toEqualTypeOf<{
  -readonly [K in keyof MessageDocument]: MessageDocument[K];
}>();
expectTypeOf<CamelKeys<Schemas["HistoryMessage"]>>().toEqualTypeOf<Named<HistoryMessage>>();
expectTypeOf<NonNullable<Schemas["MessageRequest"]["conversation_type"]>>().toEqualTypeOf<ConversationType>();

export async function conversations(): Promise<void> {
  expectTypeOf(await startConversation(chatzy, { chatbotId: "a" })).toEqualTypeOf<Conversation>();
  // @ts-expect-error a conversation is with an agent
  await startConversation(chatzy, {});
  const reply = await conversation.send("Hi", { documents: [await uploadDocument(chatzy, new Blob())] });
  expectTypeOf(await readReply(reply)).toEqualTypeOf<{ readonly text: string; readonly id: string | undefined }>();
  // @ts-expect-error the channel is one of four
  await conversation.send("Hi", { conversationType: "telegram" });
  // @ts-expect-error a temporary token serves once, so it is got when it is needed
  await conversation.send("Hi", { credentials: { tempToken: "a" } });
  // @ts-expect-error the platform knows no idempotency keys
  await conversation.send("Hi", { idempotencyKey: "a" });
  expectTypeOf(await transcribe(chatzy, { ...conversation, clientMessageKey: "a", audio: new Blob() })).toBeString();
  // @ts-expect-error clips belong to a message
  await transcribe(chatzy, { ...conversation, audio: new Blob() });
}

export function phases(event: ReplyEvent): string {
  switch (event.type) {
    case "text_delta":
      return event.delta + event.text;
    case "message_end":
      return event.message.text;
    case "recovery_start":
      return event.error?.code ?? "";
    case "unknown":
      return event.data;
    case "text_reset":
    case "tool_start":
    case "tool_end":
    case "recovery_end":
      return event.type;
    default:
      return event satisfies never;
  }
}

export function failures(error: unknown): string {
  if (error instanceof ReplyFailedError) {
    expectTypeOf(error.partial).toBeString();
    switch (error.code) {
      case "frozen":
      case "blacklisted":
      case "no_message_found":
      case "incomplete_content":
      case "incomplete_tool_calls":
      case "incomplete_request":
      case "processing_failed":
        return error.code;
      default:
        return error.code satisfies never;
    }
  }
  if (error instanceof ReplyLostError) {
    expectTypeOf(error.code).toEqualTypeOf<"unexpected_status" | "still_processing" | "no_stored_reply">();
    expectTypeOf(error.status.responseProcessingStatus).toEqualTypeOf<string | null>();
  }
  if (isRefusalOf(chatzy, "get", "/get_stream_status", error) && error.status === 404) {
    expectTypeOf(error.body.message).toEqualTypeOf<string | undefined>();
  }
  return "";
}

export async function inbox(): Promise<void> {
  for await (const contact of openInbox(chatzy, { userEmailId: "a", idToken: "b" }).contacts()) {
    expectTypeOf(contact).toEqualTypeOf<ContactSummary>();
  }
  // @ts-expect-error nobody can sign in without a password or a token
  openInbox(chatzy, { userEmailId: "a" });
  // @ts-expect-error the filter is one of three
  openInbox(chatzy, { userEmailId: "a", idToken: "b" }).contacts({ filter: "read" });
}

export async function server(): Promise<void> {
  // @ts-expect-error the client key is needed
  await createTokenPair(chatzy, { userId: "a", chatbotId: "b" });
  // @ts-expect-error a temporary token is no credential of a client
  createChatzy({ credentials: { tempToken: "a" } });
}

export async function raw(): Promise<void> {
  const params = { query: { conversation_id: "a" } };
  const token = await unwrap(chatzy.GET("/generate_secret", { params }));
  expectTypeOf(token.data.temp_token).toBeString();
  // @ts-expect-error the query is needed
  await chatzy.GET("/generate_secret");
  // @ts-expect-error no such path
  await chatzy.GET("/nothing");
  const { error } = await chatzy.GET("/generate_secret", { params });
  expectTypeOf(error?.message).toEqualTypeOf<string | undefined>();
  for await (const event of await openStream(chatzy, "get", "/get-response", operations.streamReplyEvents)) {
    if (event.type !== "unknown") expectTypeOf(event).toEqualTypeOf<StreamReplyEvent>();
  }
}

export function bridge(page: Window, iframe: HTMLIFrameElement): void {
  expectTypeOf(page).toExtend<BridgeWindow>();
  iframeBridge({ iframe, window: page, getAccessToken: async ({ signal }) => (signal.aborted ? "" : "token") });
  // @ts-expect-error a token cannot be given without a source of it
  iframeBridge({ iframe });
}
