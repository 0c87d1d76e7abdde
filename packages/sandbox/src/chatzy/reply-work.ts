/** Lets the agent answer a message, and keeps what it said. */

import { type AgentDocument, type AgentEvent, isTerminal, shopTools, type Turn } from "../core/agent/index.ts";
import { findPacing, isActive, isRunError, type Work, type WorkContext, type WorkOptions } from "../core/run/index.ts";
import type { Transaction } from "../core/world/index.ts";
import { agents, contacts, conversations, messages, storedFiles } from "./collections.ts";
import { addMessages, isFrozenAt } from "./dialogue.ts";
import type { Kit } from "./kit.ts";
import type { Message, SentDocument, StoredFile } from "./records.ts";

/** How many messages before this one the agent gets to see. */
const remembered = 50;

/** How many characters of a file the agent gets to see. */
const readable = 100_000;

/** How replies are paced. */
export const replyOptions: WorkOptions<AgentEvent> = {
  cut: (event, cut) =>
    event.type === "text_delta" ? cut(event.text).map((text) => ({ type: "text_delta", text })) : [event],
  changePacing: (event) => (event.type === "pacing" && event.preset !== undefined ? pacingOf(event.preset) : undefined),
};

/** Makes the work of answering a message. */
export function createReplyWork({ agent, store, blobs, runs }: Kit, question: Message): Work<AgentEvent> {
  return async function* ({ world, run, clock, chance, signal }: WorkContext) {
    const scene = await store.transaction(world, (transaction) => readScene(transaction, question, clock.now()));
    if ("type" in scene) {
      yield scene;
      return;
    }
    const documents = await Promise.all(
      scene.documents.map(async ({ document, file }): Promise<AgentDocument> => {
        const text = file && isText(file.mediaType) ? await (await blobs.read(world, file.blob))?.text() : undefined;
        const { name, mediaType } = document;
        return { name, mediaType, ...(file && { size: file.size }), ...(text && { text: text.slice(0, readable) }) };
      }),
    );
    const { history, instructions } = scene;
    let said = "";
    const input = {
      history,
      message: question.content,
      context: { documents, ...(instructions !== undefined && { instructions }) },
      tools: shopTools,
      clock,
      random: () => chance.float(),
      signal,
    };
    for await (const event of agent(input)) {
      if (event.type === "text_delta") said += event.text;
      // Before the run is over: whoever sees that it is finds the reply in the history.
      if (isTerminal(event) && said !== "") await keepReply(said);
      yield event;
    }

    function keepReply(content: string): Promise<void> {
      return store.transaction(world, async (transaction) => {
        const own = await runs.find(transaction, run.id);
        const conversation = await transaction.get(conversations, question.conversationId);
        // The world may have begun anew meanwhile.
        if (!own || !isActive(own) || !conversation) return;
        await addMessages(transaction, conversation, [{ role: "assistant", content, createdAt: clock.now() }]);
      });
    }
  };
}

interface Scene {
  readonly history: readonly Turn[];
  readonly instructions: string | undefined;
  readonly documents: readonly { readonly document: SentDocument; readonly file: StoredFile | undefined }[];
}

/** What the agent goes by, or why it does not answer. */
async function readScene(transaction: Transaction, question: Message, now: number): Promise<Scene | AgentEvent> {
  const conversation = await transaction.get(conversations, question.conversationId);
  const contact =
    conversation?.contactId === undefined ? undefined : await transaction.get(contacts, conversation.contactId);
  if (contact?.isBlacklisted) return { type: "error", code: "contact_blocked", message: "The contact is blocked." };
  if (contact && isFrozenAt(contact, now)) {
    return { type: "error", code: "contact_paused", message: "The contact is paused." };
  }
  const { items } = await transaction.list(messages, {
    index: "byConversation",
    within: question.conversationId,
    order: "descending",
    limit: remembered + 1,
  });
  // Replies to earlier messages may have come after this one; later messages are not answered here.
  const before = items.filter(
    ({ id, role, order }) => id !== question.id && (role === "assistant" || order < question.order),
  );
  const agent = conversation && (await transaction.get(agents, conversation.agentId));
  const sent = [...before.toReversed(), question].flatMap((message) => message.documents ?? []);
  const documents = [];
  for (const document of sent) {
    const file = document.key === undefined ? undefined : await transaction.get(storedFiles, document.key);
    documents.push({ document, file });
  }
  return {
    history: before
      .toReversed()
      .map(({ role, content }) => ({ role: role === "user" ? "visitor" : "agent", text: content })),
    instructions: agent?.instructions,
    documents,
  };
}

function isText(mediaType: string): boolean {
  return /^(?:text\/|application\/(?:json|xml|yaml|x-yaml)\b)/.test(mediaType);
}

/** A visitor may ask for a pacing that there is not. */
function pacingOf(name: string) {
  try {
    return findPacing(name);
  } catch (error) {
    if (isRunError(error)) return undefined;
    throw error;
  }
}
