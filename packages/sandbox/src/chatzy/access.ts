/** Which conversations a caller may come to. */

import type { Transaction } from "../core/world/index.ts";
import { conversations } from "./collections.ts";
import { type ChatzyRefusal, conversationNotFound, refuseToken } from "./errors.ts";
import type { Conversation } from "./records.ts";
import type { IframeToken, Presented } from "./tokens.ts";

/**
 * A conversation, for who knows its id. One that is held in an authorised iframe is for the user of its token alone; a
 * token of another user or agent finds nothing.
 */
export async function findConversation(
  transaction: Transaction,
  id: string,
  token: Presented<IframeToken> | undefined,
): Promise<Conversation | ChatzyRefusal<401> | ChatzyRefusal<404>> {
  if (token?.isExpired) return refuseToken("Token expired");
  const conversation = await transaction.get(conversations, id);
  if (!conversation) return conversationNotFound;
  const { iframeUserId, agentId } = conversation;
  if (!token) return iframeUserId === undefined ? conversation : refuseToken("Unauthorized");
  const isOwn = token.agentId === agentId && (iframeUserId ?? token.userId) === token.userId;
  return isOwn ? conversation : conversationNotFound;
}
