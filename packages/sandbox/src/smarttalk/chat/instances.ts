/** `createChatInstance` and its like for the team: a conversation is opened, resumed, or taken along into an account. */

import type { Transaction } from "../../core/world/index.ts";
import { type ChatAccess, type ConversationAccess, holdsVisitorToken, openChat, openConversation } from "../access.ts";
import { drawId } from "../accounts.ts";
import type { SomeHandlers } from "../contract.ts";
import type { Desk } from "../desk.ts";
import { accessDenied, notFound } from "../errors.ts";
import { type Conversation, conversations } from "../records/index.ts";
import { findToken, issueToken, revokeToken } from "../tokens.ts";
import { addMessage } from "./messages.ts";

/** Makes the handler. */
export function createInstanceHandlers(desk: Desk) {
  return {
    createChatInstance: ({ body, principal, request }) =>
      desk.inWorld(request, async (transaction) => {
        const { chatInstanceId, resumeOnly = false, claimAnonymous = false } = body;
        const access = await openChat(transaction, principal, body.chatModelId);
        if ("status" in access) return access;
        if (chatInstanceId === undefined) {
          return resumeOnly ? notFound() : opened(await openNew(transaction, desk, access, body));
        }
        if (claimAnonymous && access.account) return claim(transaction, desk, access, request, chatInstanceId);
        const resumed = await openConversation(transaction, access, chatInstanceId);
        if (!("status" in resumed)) return opened({ chatInstanceId: resumed.conversation.id });
        // Without `resumeOnly` a conversation that is gone is no reason to have none.
        const isGone = resumed.status === 404 && !resumeOnly;
        return isGone ? opened(await openNew(transaction, desk, access, body)) : resumed;
      }),
  } satisfies SomeHandlers;
}

function opened(body: { readonly chatInstanceId: string; readonly visitorToken?: string }) {
  return { status: 200, body } as const;
}

/** What somebody says of the conversation to open. */
export interface NewConversation {
  readonly lang?: string;
  readonly userEmail?: string;
  readonly userName?: string;
}

/** Opens a conversation; a visitor gets a token for it. */
export async function openNew(
  transaction: Transaction,
  desk: Desk,
  { model, account }: ChatAccess,
  { lang, userEmail, userName }: NewConversation,
  kind: Conversation["kind"] = "chat",
): Promise<{ readonly chatInstanceId: string; readonly visitorToken?: string }> {
  const id = await drawId(transaction, "conversations");
  const now = desk.clock.now();
  const conversation: Conversation = {
    id,
    chatModelId: model.id,
    kind,
    ...(account ? { ownerId: account.id } : { visitor: { email: userEmail ?? "", name: userName ?? "" } }),
    title: "",
    lang: lang ?? model.lang,
    createdAt: now,
    updatedAt: now,
    preview: "",
    messageCount: 0,
  };
  await transaction.insert(conversations, conversation);
  await addMessage(transaction, desk, { conversation, model, text: model.greeting });
  if (account) return { chatInstanceId: id };
  const { organizationId, id: chatModelId } = model;
  const subject = { organizationId, chatModelId, chatInstanceId: id };
  return { chatInstanceId: id, visitorToken: await issueToken(transaction, desk.clock, "visitor-token", subject) };
}

/** Gives a visitor's conversation to the account of who holds its token, once. */
async function claim(
  transaction: Transaction,
  desk: Desk,
  access: ChatAccess,
  request: Request,
  chatInstanceId: string,
) {
  const { account } = access;
  const own = await openConversation(transaction, access, chatInstanceId);
  if (!("status" in own)) return opened({ chatInstanceId });
  if (!account || !(await holdsVisitorToken(transaction, desk, request, chatInstanceId))) return accessDenied();
  const { caller: _caller, account: _account, ...visitor } = access;
  const found: ConversationAccess | { status: number } = await openConversation(transaction, visitor, chatInstanceId);
  if ("status" in found) return notFound();
  const { visitor: _visitor, ...conversation } = found.conversation;
  await transaction.put(conversations, { ...conversation, ownerId: account.id });
  // From now on the account opens it, and the token of the visitor does not.
  const presented = request.headers.get("x-chat-visitor-token") ?? "";
  const token = await findToken(transaction, desk.clock, "visitor-token", presented);
  if (token) await revokeToken(transaction, desk.clock, token);
  return opened({ chatInstanceId });
}
