/** A reply: the agent works in a run, which goes on whether or not somebody listens. */

import { type Agent, type AgentDocument, type AgentEvent, shopTools } from "../../core/agent/index.ts";
import { findPacing, type Pacing, type Work, type WorkOptions } from "../../core/run/index.ts";
import { draw, type Transaction } from "../../core/world/index.ts";
import type { Desk } from "../desk.ts";
import { listDocuments } from "../knowledge/documents.ts";
import { searchDocuments } from "../knowledge/search.ts";
import { type Account, type ChatModel, type Conversation, canvases } from "../records/index.ts";
import { spokenPart, toBase64, toSpeechFailure } from "../voice/speaking.ts";
import { addMessage, listTurns } from "./messages.ts";

/** What happens in a reply: what the agent does, and that its words are kept. */
export type ReplyEvent = AgentEvent | { readonly type: "message_kept"; readonly messageId: string };

/** A message that wants a reply. */
export interface Question {
  readonly conversation: Conversation;
  readonly model: ChatModel;
  readonly account?: Account;
  readonly message: string;
  readonly language?: string;
  /** As speech: what was understood comes first. */
  readonly isSpoken?: boolean;
  /** Whether the reply is spoken too. */
  readonly isAnswerSpoken?: boolean;
}

/** Knows a reply from now on. */
export interface QueuedReply {
  readonly world: string;
  readonly runId: string;
  readonly question: Question;
}

/** How many documents of the assistant an agent gets with a message. */
const mostDocuments = 3;

/** Keeps the message, and queues the reply beside it. */
export async function queueReply(transaction: Transaction, desk: Desk, question: Question): Promise<QueuedReply> {
  const { conversation, model, account, message } = question;
  await addMessage(transaction, desk, { conversation, model, text: message, from: account ?? "visitor" });
  const runId = await draw(transaction, "ids/runs", (chance) => chance.id("run_"));
  await desk.runs.queue(transaction, { id: runId });
  return { world: transaction.world, runId, question };
}

/** Lets the agent reply. Nobody need wait. */
export function launchReply(desk: Desk, { world, runId, question }: QueuedReply, pacing: Pacing): void {
  const options: WorkOptions<ReplyEvent> = {
    pacing,
    cut: (event, cut) =>
      event.type === "text_delta" ? cut(event.text).map((text) => ({ type: "text_delta", text })) : [event],
    changePacing: (event) =>
      event.type === "pacing" && event.preset !== undefined ? findPacing(event.preset) : undefined,
  };
  void desk.runs.launch(world, runId, createWork(desk, question), options);
}

function createWork(desk: Desk, question: Question): Work<ReplyEvent> {
  return async function* ({ world, chance, clock, signal }) {
    const { conversation, model, message, language, isSpoken = false, isAnswerSpoken = false } = question;
    const known = await desk.store.transaction(world, (transaction) => gather(transaction, desk, question));
    if (isSpoken) yield { type: "transcription", text: message };
    const events = (desk.agent satisfies Agent)({
      // The last one is the message itself.
      history: known.turns.slice(0, -1),
      message,
      context: { documents: known.documents, instructions: model.instructions },
      tools: shopTools,
      language: language ?? conversation.lang,
      clock,
      random: () => chance.float(),
      signal,
    });
    for await (const event of events) {
      // Before it is told, so that whoever reads the conversation then finds the reply in it.
      if (event.type === "done") {
        const { id: messageId } = await desk.store.transaction(world, (transaction) =>
          addMessage(transaction, desk, { conversation, model, text: event.text }),
        );
        yield { type: "message_kept", messageId };
      }
      yield event;
      if (event.type === "done" && isAnswerSpoken)
        yield* speak(desk, event.text, language ?? conversation.lang, signal);
    }
  };
}

/** The reply as speech; one without words is not spoken. */
async function* speak(
  { speech }: Desk,
  reply: string,
  language: string,
  signal: AbortSignal,
): AsyncGenerator<ReplyEvent, void> {
  const text = spokenPart(reply);
  if (text === undefined) return;
  yield { type: "speech_start" };
  try {
    const wav = await speech.synthesize(text, { language, signal });
    yield { type: "speech_end", mediaType: speech.mediaType, audio: toBase64(wav) };
  } catch (error) {
    signal.throwIfAborted();
    const { status, body } = toSpeechFailure(error);
    yield { type: "error", code: "agent_failed", message: body.message, status };
  }
}

/** What has been said, and what there is to read. */
async function gather(transaction: Transaction, { clock }: Desk, { conversation, model, account, message }: Question) {
  const turns = await listTurns(transaction, conversation);
  const files = await transaction.list(canvases, { index: "byConversation", within: [conversation.id] });
  const uploaded = files.items
    .filter(({ readyAt, failureReason }) => readyAt <= clock.now() && failureReason === undefined)
    .map(({ title, mediaType, size, text }): AgentDocument => ({ name: title, mediaType, size, text }));
  const known = searchDocuments(await listDocuments(transaction, model.id, account?.id), message)
    .slice(0, mostDocuments)
    .map(({ document: { title, externalId, content } }): AgentDocument => {
      return { name: title ?? externalId, mediaType: "text/plain", text: content };
    });
  return { turns, documents: [...uploaded, ...known] };
}
