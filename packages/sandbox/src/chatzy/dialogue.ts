/** Adds to a conversation, and keeps what is known of its contact true. */

import { draw, type Transaction } from "../core/world/index.ts";
import { contacts, conversations, messages } from "./collections.ts";
import type { Contact, Conversation, Message } from "./records.ts";

/** A message that is to be stored. */
export type NewMessage = Omit<Message, "id" | "conversationId" | "order">;

/** The longest that a text of an inbox may be silent and still be live, in milliseconds. Our own choice. */
export const liveFor = 15 * 60_000;

/** Adds messages to the end of a conversation, and gives them back with the conversation as it is now. */
export async function addMessages(
  transaction: Transaction,
  conversation: Conversation,
  added: readonly NewMessage[],
): Promise<{ readonly conversation: Conversation; readonly added: readonly Message[] }> {
  const stored: Message[] = [];
  for (const message of added) {
    const id = await draw(transaction, "chatzy/messages", (chance) => chance.uuid());
    const order = conversation.messageCount + stored.length + 1;
    stored.push({ ...message, id, conversationId: conversation.id, order });
  }
  for (const message of stored) await transaction.insert(messages, message);
  const after = { ...conversation, messageCount: conversation.messageCount + stored.length };
  await transaction.put(conversations, after);
  const contact = after.contactId === undefined ? undefined : await transaction.get(contacts, after.contactId);
  if (contact) await transaction.put(contacts, afterMessages(contact, after, stored));
  return { conversation: after, added: stored };
}

/** A contact after something was said. */
function afterMessages(contact: Contact, { type = "website" }: Conversation, added: readonly Message[]): Contact {
  const asked = added.filter(({ role }) => role === "user");
  const latest = Math.max(contact.latestMessageAt ?? Number.NEGATIVE_INFINITY, ...added.map((one) => one.createdAt));
  return {
    ...contact,
    ...(added.length > 0 && { latestMessageAt: latest }),
    lastInteractedAt: Math.max(contact.lastInteractedAt, ...asked.map(({ createdAt }) => createdAt)),
    queries: contact.queries + asked.length,
    unread: contact.unread + asked.length,
    channels: [...new Set([...contact.channels, type])],
  };
}

/** The contact of a user of an account; a user who is not known becomes one. */
export async function ensureContact(
  transaction: Transaction,
  account: string,
  userId: string,
  now: number,
): Promise<Contact> {
  const known = await transaction.find(contacts, "byUser", [account, userId]);
  if (known) return known;
  const contact: Contact = {
    id: await draw(transaction, "chatzy/contacts", (chance) => chance.uuid()),
    account,
    userId,
    createdAt: now,
    lastInteractedAt: now,
    queries: 0,
    unread: 0,
    channels: [],
    isBlacklisted: false,
    isFrozen: false,
    frozenUntil: null,
  };
  await transaction.insert(contacts, contact);
  return contact;
}

/** The newest message of the visitor, which is the one that is to be answered. */
export async function findNewestQuestion(
  transaction: Transaction,
  conversationId: string,
): Promise<Message | undefined> {
  const within = [conversationId, "user"];
  const { items } = await transaction.list(messages, { index: "byRole", within, order: "descending", limit: 1 });
  return items[0];
}

/** Whether a contact is paused now. */
export function isFrozenAt({ isFrozen, frozenUntil }: Contact, now: number): boolean {
  return isFrozen && (frozenUntil === null || now < frozenUntil);
}

/** A time as the vendor writes it. */
export function timeOf(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}
