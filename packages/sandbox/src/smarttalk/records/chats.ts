/** Records: assistants, conversations, and what was said and uploaded in them. */

import { defineCollection } from "../../core/world/index.ts";

/** An assistant. */
export interface ChatModel {
  readonly id: string;
  readonly organizationId: string;
  readonly ownerId: string;
  readonly name: string;
  readonly description: string;
  readonly adminDescription: string;
  readonly lang: string;
  readonly theme: Readonly<Record<string, string>>;
  readonly createdAt: number;
  readonly updatedAt: number;
  /** Whether somebody without a login may chat. */
  readonly allowsAnonymous: boolean;
  /** What it is told to do, in words. */
  readonly instructions: string;
  readonly greeting: string;
  /** As which it writes. */
  readonly bot: { readonly id: string; readonly email: string };
  readonly avatar?: string;
  readonly siteIdentifier?: string;
}

/** Assistants. */
export const chatModels = defineCollection<ChatModel>()({
  name: "smarttalk/chat-models",
  key: ({ id }) => id,
  fields: {
    id: "string",
    organizationId: "string",
    ownerId: "string",
    name: "string",
    description: "string",
    adminDescription: "string",
    lang: "string",
    theme: "object",
    createdAt: "number",
    updatedAt: "number",
    allowsAnonymous: "boolean",
    instructions: "string",
    greeting: "string",
    bot: "object",
    avatar: "string?",
    siteIdentifier: "string?",
  },
  indexes: { byOrganization: { of: ({ organizationId, id }) => [organizationId, id] } },
});

/** A conversation, which the contract calls a chat instance. */
export interface Conversation {
  readonly id: string;
  readonly chatModelId: string;
  readonly kind: "chat" | "admin";
  /** Whose it is; an anonymous visitor has no account. */
  readonly ownerId?: string;
  readonly title: string;
  readonly lang: string;
  readonly visitor?: { readonly email: string; readonly name: string };
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly preview: string;
  readonly messageCount: number;
}

/** Conversations. */
export const conversations = defineCollection<Conversation>()({
  name: "smarttalk/conversations",
  key: ({ id }) => id,
  fields: {
    id: "string",
    chatModelId: "string",
    kind: "string",
    ownerId: "string?",
    title: "string",
    lang: "string",
    visitor: "object?",
    createdAt: "number",
    updatedAt: "number",
    preview: "string",
    messageCount: "number",
  },
  indexes: {
    byOwner: {
      of: ({ ownerId, chatModelId, kind, updatedAt }) =>
        ownerId === undefined ? undefined : [ownerId, chatModelId, kind, updatedAt],
    },
    byModel: { of: ({ chatModelId, id }) => [chatModelId, id] },
  },
});

/** Something that was said. */
export interface ChatMessage {
  readonly id: string;
  readonly conversationId: string;
  /** Its place in the conversation, from 1. */
  readonly position: number;
  readonly role: "BOT" | "USER";
  readonly author: { readonly id: string; readonly email: string; readonly name: string };
  readonly text: string;
  readonly createdAt: number;
}

/** What was said. */
export const messages = defineCollection<ChatMessage>()({
  name: "smarttalk/messages",
  key: ({ id }) => id,
  fields: {
    id: "string",
    conversationId: "string",
    position: "number",
    role: "string",
    author: "object",
    text: "string",
    createdAt: "number",
  },
  indexes: {
    byConversation: { of: ({ conversationId, position }) => [conversationId, position], isUnique: true },
  },
});

/** A file of a conversation. */
export interface CanvasRecord {
  readonly id: string;
  readonly conversationId: string;
  readonly title: string;
  /** As its sender called it. */
  readonly fileName: string;
  readonly fileType: string;
  readonly purpose: string;
  readonly mediaType: string;
  readonly size: number;
  /** What stands in it, where that can be read. */
  readonly text: string;
  readonly createdAt: number;
  /** When it is worked through. */
  readonly readyAt: number;
  readonly failureReason?: string;
}

/** Files of conversations. */
export const canvases = defineCollection<CanvasRecord>()({
  name: "smarttalk/canvases",
  key: ({ id }) => id,
  fields: {
    id: "string",
    conversationId: "string",
    title: "string",
    fileName: "string",
    fileType: "string",
    purpose: "string",
    mediaType: "string",
    size: "number",
    text: "string",
    createdAt: "number",
    readyAt: "number",
    failureReason: "string?",
  },
  indexes: { byConversation: { of: ({ conversationId, createdAt }) => [conversationId, createdAt] } },
});

/** What is heard next, where the world says so. */
interface NextSentence {
  readonly id: string;
  readonly text: string;
}

/** Sentences that are heard one after the other, each once, by their ids. */
export const nextSentences = defineCollection<NextSentence>()({
  name: "smarttalk/next-sentences",
  key: ({ id }) => id,
  fields: { id: "string", text: "string" },
  indexes: {},
});
