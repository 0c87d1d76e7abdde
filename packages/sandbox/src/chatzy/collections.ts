/** Kinds of records of Chatzy AI, and what they are found by. */

import type { SigningKey } from "../core/auth/index.ts";
import { defineCollection } from "../core/world/index.ts";
import type { Account, AgentRecord, Clip, Contact, Conversation, KnownClip, Message, StoredFile } from "./records.ts";

/** Accounts. */
export const accounts = defineCollection<Account>()({
  name: "chatzy/accounts",
  key: ({ email }) => email,
  fields: { email: "string", passwordHash: "string", clientKeyHash: "string" },
  indexes: {},
});

/** Agents. */
export const agents = defineCollection<AgentRecord>()({
  name: "chatzy/agents",
  key: ({ id }) => id,
  fields: {
    id: "string",
    account: "string",
    greeting: "object?",
    isStreaming: "boolean",
    endWord: "string",
    instructions: "string?",
  },
  indexes: {},
});

/** Contacts. */
export const contacts = defineCollection<Contact>()({
  name: "chatzy/contacts",
  key: ({ id }) => id,
  fields: {
    id: "string",
    account: "string",
    userId: "string?",
    firstName: "string?",
    lastName: "string?",
    phone: "string?",
    email: "string?",
    createdAt: "number",
    lastInteractedAt: "number",
    latestMessageAt: "number?",
    queries: "number",
    unread: "number",
    channels: "array",
    assignedTo: "string?",
    isBlacklisted: "boolean",
    isFrozen: "boolean",
    frozenUntil: "number|null",
  },
  indexes: {
    byUser: {
      of: ({ account, userId }) => (userId === undefined ? undefined : [account, userId]),
      isUnique: true,
    },
    byLatest: {
      of: ({ account, latestMessageAt }) => (latestMessageAt === undefined ? undefined : [account, latestMessageAt]),
    },
  },
});

/** Conversations. */
export const conversations = defineCollection<Conversation>()({
  name: "chatzy/conversations",
  key: ({ id }) => id,
  fields: {
    id: "string",
    agentId: "string",
    account: "string",
    createdAt: "number",
    messageCount: "number",
    contactId: "string?",
    type: "string?",
    iframeUserId: "string?",
  },
  indexes: {
    byContact: { of: ({ contactId, createdAt }) => (contactId === undefined ? undefined : [contactId, createdAt]) },
  },
});

/** Messages. */
export const messages = defineCollection<Message>()({
  name: "chatzy/messages",
  key: ({ id }) => id,
  fields: {
    id: "string",
    conversationId: "string",
    order: "number",
    role: "string",
    content: "string",
    createdAt: "number",
    documents: "array?",
    clips: "array?",
    whatsAppIds: "array?",
    reply: "object?",
  },
  indexes: {
    byConversation: { of: ({ conversationId, order }) => [conversationId, order], isUnique: true },
    byRole: { of: ({ conversationId, role, order }) => [conversationId, role, order] },
  },
});

/** Clips. */
export const clips = defineCollection<Clip>()({
  name: "chatzy/clips",
  key: ({ id }) => id,
  fields: {
    id: "string",
    conversationId: "string",
    messageKey: "string",
    order: "number",
    mediaType: "string",
    transcript: "string",
    createdAt: "number",
    messageId: "string?",
  },
  indexes: {
    byKey: { of: ({ conversationId, messageKey, order }) => [conversationId, messageKey, order], isUnique: true },
  },
});

/** Clips whose words are known. */
export const knownClips = defineCollection<KnownClip>()({
  name: "chatzy/known-clips",
  key: ({ hash }) => hash,
  fields: { hash: "string", transcript: "string" },
  indexes: {},
});

/** Uploaded files. */
export const storedFiles = defineCollection<StoredFile>()({
  name: "chatzy/files",
  key: ({ key }) => key,
  fields: { key: "string", blob: "string", mediaType: "string", size: "number", storedAt: "number" },
  indexes: {},
});

/** Temporary tokens, by the hashes of their ids. */
export const tempTokens = defineCollection<{
  readonly hash: string;
  readonly expiresAt: number;
  readonly usedAt?: number;
}>()({
  name: "chatzy/temp-tokens",
  key: ({ hash }) => hash,
  fields: { hash: "string", expiresAt: "number", usedAt: "number?" },
  indexes: { byEnd: { of: ({ expiresAt }) => expiresAt } },
});

/** Keys that sign tokens and upload forms. */
export const signingKeys = defineCollection<SigningKey>()({
  name: "chatzy/signing-keys",
  key: ({ kid }) => kid,
  fields: { kid: "string", algorithm: "string", jwk: "object", retiresAt: "number?" },
  indexes: {},
});

/** All kinds of records. */
export const collections = [
  accounts,
  agents,
  contacts,
  conversations,
  messages,
  clips,
  knownClips,
  storedFiles,
  tempTokens,
  signingKeys,
];
