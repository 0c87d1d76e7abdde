/** Tag Chat: what has been said, in which conversations, and with whom. */

import { isStoreError, type Transaction } from "../../core/world/index.ts";
import { findById, openChat, openConversation } from "../access.ts";
import { anonymousUser, toChatUser } from "../accounts.ts";
import type { SomeHandlers } from "../contract.ts";
import { type Desk, toDateTime } from "../desk.ts";
import { accessDenied, notFound, refusal } from "../errors.ts";
import { accounts, type ChatModel, type Conversation, chatModels, conversations } from "../records/index.ts";
import { issueToken } from "../tokens.ts";
import { listMessages, toMessage } from "./messages.ts";

/** Makes the handlers. */
export function createHistoryHandlers(desk: Desk) {
  const { clock, inWorld } = desk;
  return {
    getChatHistory: ({ params, principal, request }) =>
      inWorld(request, async (transaction) => {
        const { chatInstanceId } = params.path;
        const { visitorToken } = principal;
        if (visitorToken && visitorToken.chatInstanceId !== chatInstanceId) return accessDenied();
        const found = await findById(transaction, conversations, chatInstanceId);
        const access = await openChat(transaction, principal, found?.chatModelId ?? "");
        // The caller has named no chat model, and learns of none.
        if ("status" in access) return access.body.code === "BANNED" ? access : notFound();
        const { caller, account } = access;
        const isTeam = caller?.kind === "api" && principal.bearer !== undefined;
        const opened = isTeam
          ? { ...access, conversation: found }
          : await openConversation(transaction, access, chatInstanceId, found?.kind);
        if ("status" in opened) return opened;
        const { conversation } = opened;
        if (!conversation) return notFound();
        const { since } = params.query;
        const said = await listMessages(transaction, conversation, since === undefined ? undefined : Date.parse(since));
        return {
          status: 200,
          body: {
            messages: said.map(toMessage),
            connectedOrAnonymousUser: account ? toChatUser(account) : anonymousUser,
            title: conversation.title,
            serverTime: toDateTime(clock.now()),
          },
        };
      }),

    getChatModel: ({ params, principal, request }) =>
      inWorld(request, async (transaction) => {
        const model = await findById(transaction, chatModels, params.query.id);
        const { appToken } = principal;
        if (!model || (appToken && appToken.organizationId !== model.organizationId)) return notFound();
        return { status: 200, body: await toProfile(transaction, model) };
      }),

    listChatConversations: ({ params, principal, request }) =>
      inWorld(request, async (transaction) => {
        const { chatModelId, limit = 20, q, cursor } = params.query;
        const access = await openChat(transaction, principal, chatModelId);
        if ("status" in access) return access;
        const page = await findConversations(transaction, {
          within: [access.account?.id ?? "", access.model.id, "chat"],
          most: Math.min(limit, 100),
          text: q,
          cursor,
        }).catch((error: unknown) => {
          if (isStoreError(error) && error.code === "invalid_cursor") return undefined;
          throw error;
        });
        if (!page) return refusal(400, "cursor is none that a page has given");
        return {
          status: 200,
          body: { conversations: page.items.map(toSummary), nextCursor: page.cursor ?? null },
        };
      }),

    renameChatConversation: ({ body, params, principal, request }) =>
      inWorld(request, async (transaction) => {
        const { chatInstanceId } = params.path;
        const caller = principal.oauth ?? principal.bearer;
        const named = params.query.chatModelId ?? (caller?.kind === "user" ? caller.chatModelId : "");
        const access = await openChat(transaction, principal, named);
        if ("status" in access) return access;
        const opened = await openConversation(transaction, access, chatInstanceId);
        if ("status" in opened) return opened;
        await transaction.put(conversations, { ...opened.conversation, title: body.title });
        return { status: 204 };
      }),

    createSocketToken: ({ body, principal, request }) =>
      inWorld(request, async (transaction) => {
        const { chatInstanceId, chatModelId } = body;
        const access = await openChat(transaction, principal, chatModelId);
        if ("status" in access) return access;
        const opened = await openConversation(transaction, access, chatInstanceId);
        if ("status" in opened) return opened;
        const { organizationId } = access.model;
        const subject = { organizationId, chatModelId, chatInstanceId };
        return { status: 200, body: { socketToken: await issueToken(transaction, clock, "socket-token", subject) } };
      }),
  } satisfies SomeHandlers;
}

/** One page of conversations, newest first, whose title or messages have a text. */
async function findConversations(
  transaction: Transaction,
  {
    within,
    most,
    text,
    cursor,
  }: { within: readonly string[]; most: number; text: string | undefined; cursor: string | undefined },
): Promise<{ readonly items: readonly Conversation[]; readonly cursor?: string }> {
  const query = { index: "byOwner", within, order: "descending" } as const;
  if (text === undefined || text.trim() === "") {
    return transaction.list(conversations, { ...query, limit: most, ...(cursor !== undefined && { cursor }) });
  }
  const wanted = text.trim().toLowerCase();
  const items: Conversation[] = [];
  let next = cursor;
  do {
    // One at a time, so that the cursor stands behind the last one that is shown.
    const page = await transaction.list(conversations, {
      ...query,
      limit: 1,
      ...(next !== undefined && { cursor: next }),
    });
    next = page.cursor;
    for (const conversation of page.items) {
      const said = await listMessages(transaction, conversation);
      const isMatch = [conversation.title, ...said.map((message) => message.text)].some((one) =>
        one.toLowerCase().includes(wanted),
      );
      if (isMatch) items.push(conversation);
    }
  } while (next !== undefined && items.length < most);
  return { items, ...(next !== undefined && { cursor: next }) };
}

function toSummary({ id, title, updatedAt, preview, messageCount }: Conversation) {
  return { id, title, lastUpdated: toDateTime(updatedAt), preview, messageCount };
}

/** What everybody may know of an assistant. */
async function toProfile(transaction: Transaction, model: ChatModel) {
  const { id, name, description, adminDescription, lang, theme, organizationId, ownerId } = model;
  const owner = await transaction.get(accounts, ownerId);
  const createdAt = toDateTime(model.createdAt);
  const updatedAt = toDateTime(model.updatedAt);
  return {
    id,
    name,
    description,
    adminDescription,
    lang,
    type: "CHAT",
    created_at: createdAt,
    updated_at: updatedAt,
    deleted_at: null,
    theme,
    organizationId,
    userId: ownerId,
    ...(owner && {
      user: {
        id: owner.id,
        name: owner.name,
        email: owner.email,
        emailVerified: true,
        lang,
        createdAt,
        updatedAt,
        archived: false,
        role: owner.role,
      },
    }),
  };
}
