/** Inbox: contacts, their conversations and messages, for the account that they wrote to. */

import type { Transaction } from "../core/world/index.ts";
import { contacts, conversations, messages } from "./collections.ts";
import type { ChatzyHandlers } from "./contract.ts";
import { isFrozenAt, liveFor, timeOf } from "./dialogue.ts";
import { contactNotFound, refuse, refuseToken } from "./errors.ts";
import type { Kit } from "./kit.ts";
import { listAll } from "./list-all.ts";
import type { Contact, Conversation, Message } from "./records.ts";

/** The vendor states the range of the page size of messages and no default; this is the most that it may be. */
const mostEntries = 100;
const expired = refuseToken("The incoming token has expired", "Bearer");

/** Handlers of the tag Inbox. */
export function createInbox({ inWorld, clock }: Kit) {
  return {
    listContactConversations: ({ params, principal, request }) =>
      inWorld(request, async (transaction) => {
        const token = principal.idToken;
        if (token.isExpired) return expired;
        const { user_email_id, search = "", filter = "all", limit = 10, offset = 0 } = params.query;
        // The same for an address that nobody has.
        if (user_email_id !== token.account) return refuse(403, "Forbidden");
        const since = clock.now() - liveFor;
        const isWanted = (contact: Contact) =>
          matches(contact, search) &&
          (filter === "all" || (filter === "unread" ? contact.unread > 0 : (contact.latestMessageAt ?? since) > since));
        const query = { index: "byLatest", within: token.account, order: "descending" } as const;
        const found: Contact[] = [];
        for await (const contact of listAll(transaction, contacts, query)) {
          if (isWanted(contact)) found.push(contact);
          if (found.length >= offset + limit) break;
        }
        return { status: 200, body: { data: { data: { contacts: found.slice(offset).map(summaryOf) } } } };
      }),
    listContactMessages: ({ params, principal, request }) =>
      inWorld(request, async (transaction) => {
        const token = principal.idToken;
        if (token.isExpired) return expired;
        const {
          contact_id,
          conversation_type,
          limit = mostEntries,
          offset = 0,
          group_by_conversation = true,
        } = params.query;
        const contact = await transaction.get(contacts, contact_id);
        if (contact?.account !== token.account) return contactNotFound;
        // Who reads the messages has read them.
        if (contact.unread > 0) await transaction.put(contacts, { ...contact, unread: 0 });
        const query = { index: "byContact", within: contact.id } as const;
        const all = await Array.fromAsync(listAll(transaction, conversations, query));
        const wanted = all.filter(
          ({ type = "website" }) => conversation_type === undefined || type === conversation_type,
        );
        const shown = { contact: contactOf(contact, clock.now()) };
        if (group_by_conversation) {
          const page = wanted.slice(offset, offset + limit);
          const grouped = [];
          for (const one of page) grouped.push(conversationOf(one, contact, await messagesOf(transaction, one)));
          return { status: 200, body: { data: { data: { ...shown, conversations: grouped } } } };
        }
        const flat: Message[] = [];
        for (const one of wanted) flat.push(...(await messagesOf(transaction, one)));
        // Conversations may overlap; those of one keep their order.
        const page = flat.toSorted((left, right) => left.createdAt - right.createdAt).slice(offset, offset + limit);
        return { status: 200, body: { data: { data: { ...shown, messages: page.map(messageOf) } } } };
      }),
  } satisfies Partial<ChatzyHandlers>;
}

function messagesOf(transaction: Transaction, { id }: Conversation): Promise<Message[]> {
  return Array.fromAsync(listAll(transaction, messages, { index: "byConversation", within: id }));
}

/** Whether a contact has a text in its name, its addresses or its user id. */
function matches({ firstName, lastName, email, phone, userId }: Contact, search: string): boolean {
  const name = [firstName, lastName].filter((part) => part !== undefined).join(" ");
  const wanted = search.trim().toLowerCase();
  return [name, email, phone, userId].some((text) => text?.toLowerCase().includes(wanted)) || wanted === "";
}

function summaryOf(contact: Contact) {
  const { id, firstName, lastName, phone, email, assignedTo, unread, latestMessageAt, channels, userId } = contact;
  const name = [firstName, lastName].filter((part) => part !== undefined).join(" ") || userId;
  return {
    contact_id: id,
    ...(name !== undefined && { contact_name: name }),
    ...(phone !== undefined && { phone_number: phone }),
    ...(email !== undefined && { email }),
    conversation_status: "open",
    ...(assignedTo !== undefined && { assigned_to: assignedTo }),
    unread_message_count: String(unread),
    ...(latestMessageAt !== undefined && { latest_message_time: timeOf(latestMessageAt) }),
    channels: [...channels],
  };
}

function contactOf(contact: Contact, now: number) {
  const isFrozen = isFrozenAt(contact, now);
  return {
    contact_id: contact.id,
    user_email_id: contact.account,
    ...(contact.firstName !== undefined && { first_name: contact.firstName }),
    ...(contact.lastName !== undefined && { last_name: contact.lastName }),
    ...(contact.phone !== undefined && { phone_number: contact.phone }),
    created_at: timeOf(contact.createdAt),
    last_interacted_at: timeOf(contact.lastInteractedAt),
    frozen_until: isFrozen && contact.frozenUntil !== null ? timeOf(contact.frozenUntil) : null,
    contact_queries: contact.queries,
    is_blacklisted: contact.isBlacklisted,
    is_frozen: isFrozen,
  };
}

function conversationOf({ id, type = "website", agentId }: Conversation, { assignedTo }: Contact, said: Message[]) {
  return {
    conversation_id: id,
    conversation_status: "open",
    conversation_type: type,
    ...(assignedTo !== undefined && { assigned_to: assignedTo }),
    chatbot_id: agentId,
    messages: said.map(messageOf),
  };
}

function messageOf({ id, content, role, createdAt, order, whatsAppIds = [] }: Message) {
  return {
    message_id: id,
    content,
    role,
    created_at: timeOf(createdAt),
    message_order: order,
    wa_messages: whatsAppIds.map((wamid) => ({ status: "read", created_at: timeOf(createdAt), data: { id: wamid } })),
    instagram_messages: [],
    messenger_messages: [],
  };
}
