/** Contacts, conversations and messages as the inbox gives them; the vendor marks hardly any member as required. */

import type { components } from "@parley/contracts/chatzy";
import { camelKeys } from "./camel-keys.ts";

type Schemas = components["schemas"];

/** A contact as one line of an inbox. */
export interface ContactSummary {
  contactId: string;
  contactName?: string;
  phoneNumber?: string;
  email?: string;
  conversationStatus?: string;
  assignedTo?: string;
  /** A number, as text. */
  unreadMessageCount?: string;
  /** ISO 8601. */
  latestMessageTime?: string;
  channels?: string[];
}

/** A contact. Times are ISO 8601. */
export interface Contact {
  contactId?: string;
  userEmailId?: string;
  firstName?: string;
  lastName?: string;
  phoneNumber?: string;
  createdAt?: string;
  lastInteractedAt?: string;
  contactQueries?: number;
  /** Nothing is answered: a reply fails with `blacklisted`. */
  isBlacklisted?: boolean;
  /** Nothing is answered for now: a reply fails with `frozen`. */
  isFrozen?: boolean;
  frozenUntil?: string | null;
}

/** A conversation of a contact. */
export interface ContactConversation {
  conversationId: string;
  conversationStatus?: string;
  /** Known values are `whatsapp`, `instagram`, `messenger` and `website`. */
  conversationType?: string;
  assignedTo?: string;
  chatbotId?: string;
  messages: ContactMessage[];
}

/** A message of a contact or to one. */
export interface ContactMessage {
  messageId?: string;
  content?: string;
  /** `user`, or presumably `assistant` for the agent. */
  role?: string;
  /** ISO 8601. */
  createdAt?: string;
  /** Place in the conversation. */
  messageOrder?: number;
  waMessages?: WhatsAppMessage[];
  instagramMessages?: unknown[];
  messengerMessages?: unknown[];
}

/** A WhatsApp message as its channel reports it. */
export interface WhatsAppMessage {
  status?: string;
  /** ISO 8601. */
  createdAt?: string;
  /** Whatever the channel sends, as it is. */
  data?: Record<string, unknown>;
}

/** Reads a line of the inbox. */
export function readContactSummary(summary: Schemas["ContactSummary"]): ContactSummary {
  return camelKeys(summary);
}

/** Reads a contact. */
export function readContact(contact: Schemas["Contact"]): Contact {
  return camelKeys(contact);
}

/** Reads a conversation and its messages. */
export function readContactConversation(conversation: Schemas["ContactConversation"]): ContactConversation {
  return { ...camelKeys(conversation), messages: conversation.messages.map(readContactMessage) };
}

/** Reads a message. */
export function readContactMessage({ wa_messages: reports, ...message }: Schemas["ContactMessage"]): ContactMessage {
  return { ...camelKeys(message), ...(reports && { waMessages: reports.map(camelKeys) }) };
}
