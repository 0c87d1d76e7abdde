/** `sendMessage`: stores what the visitor says, with all that goes with it, and gives the token for the reply. */

import { requestedFailure } from "../core/agent/index.ts";
import type { Transaction } from "../core/world/index.ts";
import { findConversation } from "./access.ts";
import { agents, clips } from "./collections.ts";
import type { ChatzyHandlers } from "./contract.ts";
import { addMessages, ensureContact, type NewMessage, timeOf } from "./dialogue.ts";
import { agentNotFound, conversationNotFound, findLongId, refuse, refuseToken } from "./errors.ts";
import type { Kit } from "./kit.ts";
import type { AgentRecord, Conversation, SentDocument } from "./records.ts";
import { mintTempToken } from "./tokens.ts";

/** Makes the handler. */
export function createSendMessage({ inWorld, clock }: Kit): ChatzyHandlers["sendMessage"] {
  return ({ body, principal, request }) => {
    const { chatbot_id, conversation_id, user_id, client_message_key, wa_message_ids = [], documents = [] } = body;
    const failure = refuseAsRequested(body.messages.content) ?? findLongId({ user_id, client_message_key });
    if (failure) return failure;
    // What an agent or an operator says never comes from a client.
    if (body.messages.role !== "user") return refuse(400, 'messages.role should be "user"');
    return inWorld(request, async (transaction) => {
      const token = principal.iframeToken;
      if (token?.isExpired) return refuseToken("Token expired");
      const agent = await transaction.get(agents, chatbot_id);
      if (!agent) return agentNotFound;
      const found = await findConversation(transaction, conversation_id, token);
      if ("status" in found) return found;
      if (found.agentId !== agent.id) return conversationNotFound;

      const now = clock.now();
      // Whoever has a token is who it says.
      const userId = found.iframeUserId ?? user_id;
      const conversation = await placeConversation(transaction, found, { userId, type: body.conversation_type, now });
      const spoken = await findClips(transaction, found.id, client_message_key);
      const question: NewMessage = {
        role: "user",
        content: body.messages.content,
        createdAt: now,
        ...(documents.length > 0 && { documents: documents.map(readDocument) }),
        ...(spoken.length > 0 && { clips: spoken.map(({ id }) => id) }),
        ...(wa_message_ids.length > 0 && { whatsAppIds: wa_message_ids }),
      };
      const greeting = greetingFor(agent, conversation, now);
      const { added } = await addMessages(transaction, conversation, [...greeting, question]);
      const [stored, greeted] = added.toReversed();
      if (!stored) throw new Error("A message that was stored is there.");
      for (const clip of spoken) await transaction.put(clips, { ...clip, messageId: stored.id });
      const data = {
        msg: "User message sent for processing",
        temp_token: await mintTempToken(transaction, clock, found.id, stored.id),
        user_message: { user_message_id: stored.id, created_at: timeOf(stored.createdAt) },
        ...(greeted && {
          introductory_message: { assistant_message_id: greeted.id, created_at: timeOf(greeted.createdAt) },
        }),
      };
      return { status: 200, body: { data } };
    });
  };
}

/** `/fail 429` is answered by that status, where the operation has it; others fail on the stream. */
function refuseAsRequested(content: string) {
  const status = requestedFailure(content);
  const message = `The status ${status} was asked for`;
  switch (status) {
    case 400:
    case 401:
    case 404:
    case 413:
    case 415:
    case 500:
      return refuse(status, message);
    case 429:
      return { ...refuse(status, "Too Many Requests"), headers: { "Retry-After": 1 } };
    default:
      return undefined;
  }
}

/** Says of a conversation whose it is and through which channel it came, as far as that was not known. */
async function placeConversation(
  transaction: Transaction,
  conversation: Conversation,
  {
    userId,
    type,
    now,
  }: { readonly userId: string | undefined; readonly type: string | undefined; readonly now: number },
): Promise<Conversation> {
  const isNew = conversation.contactId === undefined && userId !== undefined && userId !== "";
  const contact = isNew ? await ensureContact(transaction, conversation.account, userId, now) : undefined;
  const channel = conversation.type ?? type;
  return { ...conversation, ...(contact && { contactId: contact.id }), ...(channel && { type: channel }) };
}

/** The greeting is stored with the first message. */
function greetingFor({ greeting }: AgentRecord, { messageCount }: Conversation, now: number): readonly NewMessage[] {
  if (!greeting?.switch || messageCount > 0) return [];
  return [{ role: "assistant", content: greeting.content, createdAt: now }];
}

/** Clips that were sent under a key and belong to no message yet, in their order. */
async function findClips(transaction: Transaction, conversationId: string, key: string | undefined) {
  if (key === undefined) return [];
  const { items } = await transaction.list(clips, { index: "byKey", within: [conversationId, key] });
  return items.filter(({ messageId }) => messageId === undefined);
}

/** The vendor prints the address with and without a slash before the key. */
function readDocument(document: { file_name: string; mime_type: string; s3_url: string }): SentDocument {
  const [key] = /icons\/[\w-]{1,100}$/.exec(document.s3_url) ?? [];
  return { name: document.file_name, mediaType: document.mime_type, ...(key !== undefined && { key }) };
}
