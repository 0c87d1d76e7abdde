/** The inbox of an account: contacts, their conversations and messages, with an id token that is renewed by itself. */

import { type CredentialProvider, createTokenSource, setupOf, unwrap } from "@parley/client";
import type { Chatzy, RequestOptions } from "./chatzy.ts";
import type { ConversationType } from "./conversation.ts";
import {
  type Contact,
  type ContactConversation,
  type ContactMessage,
  type ContactSummary,
  readContact,
  readContactConversation,
  readContactMessage,
  readContactSummary,
} from "./inbox-messages.ts";
import { type PageOptions, readOffsetPages } from "./pages.ts";

/** Who reads the inbox: a user of the dashboard, by login or by an id token. */
export type InboxOptions =
  | { readonly userEmailId: string; readonly password: string }
  | { readonly userEmailId: string; readonly idToken: CredentialProvider };

/** Which contacts to list. */
export interface ContactsOptions extends PageOptions, RequestOptions {
  /** Text to find in name, email address, phone number or the user id of the iframe. */
  readonly search?: string;
  /** Default `all`. */
  readonly filter?: "all" | "unread" | "live";
}

/** Whose messages to read. */
export interface ContactOptions extends PageOptions, RequestOptions {
  readonly contactId: string;
  /** Only conversations of this channel. */
  readonly conversationType?: ConversationType;
}

/** An inbox. Everything here throws ApiError, TokenError, AbortError, TimeoutError, ConnectionError. */
export interface Inbox {
  /** All contacts that have conversations, page by page as they are needed. */
  contacts(options?: ContactsOptions): AsyncIterable<ContactSummary>;
  /** All messages of a contact as one list, page by page as they are needed. */
  messages(options: ContactOptions): AsyncIterable<ContactMessage>;
  /** A contact and one page of its conversations, each with its messages. */
  contact(
    options: ContactOptions,
  ): Promise<{ readonly contact: Contact | undefined; readonly conversations: readonly ContactConversation[] }>;
}

/**
 * Opens the inbox of an account. Nothing is sent yet; with a password the sign-in comes with the first request, and
 * again before the id token ends, after one hour.
 *
 * @example
 * const inbox = openInbox(chatzy, { userEmailId: "user@example.com", password });
 * for await (const { contactId, contactName } of inbox.contacts({ filter: "unread" })) console.log(contactName);
 */
export function openInbox(chatzy: Chatzy, who: InboxOptions): Inbox {
  const { userEmailId } = who;
  const credentials = { idToken: "idToken" in who ? who.idToken : signIn(chatzy, who) };

  async function readMessages(
    { contactId, conversationType, pageSize, offset, ...options }: ContactOptions,
    isFlat: boolean,
  ) {
    const answer = await unwrap(
      chatzy.GET("/get_contact_conversation_messages", {
        ...options,
        params: {
          query: {
            contact_id: contactId,
            ...(conversationType && { conversation_type: conversationType }),
            ...(pageSize !== undefined && { limit: pageSize }),
            ...(offset !== undefined && { offset }),
            group_by_conversation: !isFlat,
          },
        },
        auth: credentials,
      }),
    );
    return answer.data.data;
  }

  return {
    contacts: ({ search, filter, pageSize, offset, ...options } = {}) =>
      readOffsetPages({
        operationId: "listContactConversations",
        keyOf: ({ contactId }) => contactId,
        pageSize,
        offset,
        readPage: async (page) => {
          const answer = await unwrap(
            chatzy.GET("/get_contact_conversations", {
              ...options,
              params: {
                query: {
                  user_email_id: userEmailId,
                  ...(search !== undefined && { search }),
                  ...(filter && { filter }),
                  ...page,
                },
              },
              auth: credentials,
            }),
          );
          return { items: answer.data.data.contacts.map(readContactSummary) };
        },
      }),
    messages: (options) =>
      readOffsetPages({
        ...options,
        operationId: "listContactMessages",
        keyOf: ({ messageId }) => messageId,
        readPage: async ({ limit, offset }) => {
          const { messages, conversations = [] } = await readMessages({ ...options, pageSize: limit, offset }, true);
          if (messages) return { items: messages.map(readContactMessage) };
          // The vendor does not name the parameter that makes the list flat; without it conversations come, and count.
          const items = conversations.flatMap((conversation) => readContactConversation(conversation).messages);
          return { items, count: conversations.length };
        },
      }),
    contact: async (options) => {
      const { contact, conversations = [] } = await readMessages(options, false);
      return { contact: contact && readContact(contact), conversations: conversations.map(readContactConversation) };
    },
  };
}

function signIn(chatzy: Chatzy, login: { readonly userEmailId: string; readonly password: string }) {
  const { clock, random } = setupOf(chatzy);
  return createTokenSource({
    clock,
    random,
    fetchToken: async ({ signal }) => {
      const body = { user_email_id: login.userEmailId, password: login.password };
      const { data } = await unwrap(chatzy.POST("/get_id_token", { signal, body }));
      return { token: data.idToken, expiresAt: data.expiryAt };
    },
  });
}
