/** Conversations: opened, gone on with, read, and nudged. */

import { draw } from "../core/world/index.ts";
import { findConversation } from "./access.ts";
import { agents, conversations, messages } from "./collections.ts";
import type { ChatzyHandlers } from "./contract.ts";
import { addMessages, timeOf } from "./dialogue.ts";
import { agentNotFound, refuseToken } from "./errors.ts";
import { type Kit, logOf } from "./kit.ts";
import type { Conversation } from "./records.ts";
import { createSendMessage } from "./send-message.ts";

/** Handlers of the tag Conversations. */
export function createConversations(kit: Kit) {
  const { inWorld, clock, runs } = kit;
  return {
    startConversation: ({ params, principal, request }) =>
      inWorld(request, async (transaction) => {
        const token = principal.iframeToken;
        if (token?.isExpired) return refuseToken("Token expired");
        const agent = await transaction.get(agents, params.query.chatbot_id);
        if (!agent || (token && token.agentId !== agent.id)) return agentNotFound;
        const conversation: Conversation = {
          id: await draw(transaction, "chatzy/conversations", (chance) => chance.uuid()),
          agentId: agent.id,
          account: agent.account,
          createdAt: clock.now(),
          messageCount: 0,
          ...(token && { iframeUserId: token.userId }),
        };
        await transaction.insert(conversations, conversation);
        const { greeting } = agent;
        const data = {
          valid: true,
          conversation_id: conversation.id,
          ...(greeting && { introductory_message: { ...greeting, buttons: [...greeting.buttons] } }),
        };
        return { status: 200, body: { data } };
      }),
    sendMessage: createSendMessage(kit),
    listConversationMessages: ({ params, principal, request }) =>
      inWorld(request, async (transaction) => {
        const { conversation_id, limit = 20, offset = 0 } = params.query;
        const found = await findConversation(transaction, conversation_id, principal.iframeToken);
        if ("status" in found) return found;
        // No more than there are, however far behind the last one a caller wants to read.
        const end = Math.min(offset + limit, found.messageCount);
        const { items } = await transaction.list(messages, { index: "byConversation", within: found.id, limit: end });
        const data = {
          messages: items.slice(offset).map(({ id, role, content, createdAt, order }) => ({
            message_id: id,
            role,
            content,
            created_at: timeOf(createdAt),
            message_order: order,
          })),
        };
        return { status: 200, body: { data } };
      }),
    insertNudgeMessage: ({ body, principal, request }) =>
      inWorld(request, async (transaction) => {
        const found = await findConversation(transaction, body.conversation_id, principal.iframeToken);
        if ("status" in found) return found;
        // The vendor drops it without a word while the agent generates a reply.
        if (!(await runs.findActive(transaction, logOf(found.id)))) {
          const nudge = { role: "assistant", content: body.nudge_message, createdAt: clock.now() } as const;
          await addMessages(transaction, found, [nudge]);
        }
        return { status: 200, body: { message: "Nudge message inserted successfully" } };
      }),
  } satisfies Partial<ChatzyHandlers>;
}
