/** Messages: how they are kept, and how the contract shows them. */

import type { Turn } from "../../core/agent/index.ts";
import type { Transaction } from "../../core/world/index.ts";
import { anonymousUser, drawId } from "../accounts.ts";
import { type Desk, toDateTime } from "../desk.ts";
import {
  type Account,
  type ChatMessage,
  type ChatModel,
  type Conversation,
  conversations,
  messages,
} from "../records/index.ts";
import { countTokens } from "../usage.ts";

/** Something to add to a conversation; without an account it is the assistant who says it, or a visitor. */
export interface NewMessage {
  readonly conversation: Conversation;
  readonly model: ChatModel;
  readonly text: string;
  readonly from?: "visitor" | Account;
}

/** Characters of a title and of a preview. */
const longestTitle = 60;
const longestPreview = 140;

/** Adds a message. The first words of somebody give the conversation its title. */
export async function addMessage(
  transaction: Transaction,
  { clock }: Pick<Desk, "clock">,
  { conversation: { id: conversationId }, model, text, from }: NewMessage,
): Promise<ChatMessage> {
  // As it is now: others may have said something meanwhile.
  const conversation = await transaction.get(conversations, conversationId);
  if (!conversation) throw new RangeError("A message belongs to a conversation that there is.");
  const now = clock.now();
  const position = conversation.messageCount + 1;
  const message: ChatMessage = {
    id: await drawId(transaction, "messages"),
    conversationId,
    position,
    role: from === undefined ? "BOT" : "USER",
    author: authorOf(from, model),
    text,
    createdAt: now,
  };
  await transaction.insert(messages, message);
  await countTokens(transaction, clock, model.organizationId, text);
  await transaction.put(conversations, {
    ...conversation,
    title: conversation.title === "" && from !== undefined ? shorten(text, longestTitle) : conversation.title,
    preview: shorten(text, longestPreview),
    messageCount: position,
    updatedAt: now,
  });
  return message;
}

function authorOf(from: NewMessage["from"], { bot, name }: ChatModel): ChatMessage["author"] {
  if (from === undefined) return { ...bot, name };
  return from === "visitor" ? anonymousUser : { id: from.id, email: from.email, name: from.name };
}

function shorten(text: string, longest: number): string {
  const line = text.replace(/\s+/g, " ").trim();
  const characters = [...line];
  return characters.length > longest ? `${characters.slice(0, longest - 3).join("")}...` : line;
}

/** A message as the contract shows it. */
export function toMessage({ id, text, conversationId, createdAt, author, role }: ChatMessage) {
  const moment = toDateTime(createdAt);
  return {
    id,
    text,
    chatInstanceId: conversationId,
    created_at: moment,
    updated_at: moment,
    user: { ...author, role },
    metadata: {},
  };
}

/** All messages of a conversation, or those since a moment, from old to new. */
export async function listMessages(
  transaction: Transaction,
  { id }: Pick<Conversation, "id">,
  since = Number.NEGATIVE_INFINITY,
): Promise<readonly ChatMessage[]> {
  const found: ChatMessage[] = [];
  let cursor: string | undefined;
  do {
    const page = await transaction.list(messages, {
      index: "byConversation",
      within: [id],
      order: "descending",
      ...(cursor !== undefined && { cursor }),
    });
    const recent = page.items.filter(({ createdAt }) => createdAt >= since);
    found.push(...recent);
    cursor = recent.length === page.items.length ? page.cursor : undefined;
  } while (cursor !== undefined);
  return found.reverse();
}

/** What has been said, as an agent reads it. */
export async function listTurns(transaction: Transaction, conversation: Conversation): Promise<readonly Turn[]> {
  const said = await listMessages(transaction, conversation);
  return said.map(({ role, text }) => ({ role: role === "BOT" ? "agent" : "visitor", text }));
}
