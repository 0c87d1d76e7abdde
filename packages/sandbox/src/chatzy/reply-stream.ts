/** Reply stream: the reply as it is generated, new tokens, and how far a reply is. */

import type { AgentEvent } from "../core/agent/index.ts";
import { choosePacing, isActive, isRunError, type Pacing, type RunRecord, runDialect } from "../core/run/index.ts";
import { draw } from "../core/world/index.ts";
import { findConversation } from "./access.ts";
import { agents, conversations, messages } from "./collections.ts";
import type { ChatzyHandlers } from "./contract.ts";
import { createReplyDialect, type ReplyEvent } from "./dialect.ts";
import { findNewestQuestion } from "./dialogue.ts";
import { refuseToken } from "./errors.ts";
import { type Kit, logOf } from "./kit.ts";
import type { Message } from "./records.ts";
import { createReplyWork, replyOptions } from "./reply-work.ts";
import { mintTempToken, spendTempToken } from "./tokens.ts";

/** Handlers of the tag Reply stream. */
export function createReplyStream(kit: Kit) {
  const { inWorld, clock, runs, worldOf } = kit;
  return {
    createStreamToken: ({ params, principal, request }) =>
      inWorld(request, async (transaction) => {
        const found = await findConversation(transaction, params.query.conversation_id, principal.iframeToken);
        if ("status" in found) return found;
        return { status: 200, body: { data: { temp_token: await mintTempToken(transaction, clock, found.id) } } };
      }),
    getStreamStatus: ({ params, principal, request }) =>
      inWorld(request, async (transaction) => {
        const found = await findConversation(transaction, params.query.conversation_id, principal.iframeToken);
        if ("status" in found) return found;
        const question = await findNewestQuestion(transaction, found.id);
        const run = question?.reply && (await runs.find(transaction, question.reply.runId));
        const [stream_status, response_processing_status] = statusOf(question, run);
        return { status: 200, body: { data: { stream_status, response_processing_status } } };
      }),
    streamReply: async ({ principal, request, signal }) => {
      const token = principal.tempToken;
      if (token.isExpired) return refuseToken("Token expired");
      const pacing = findPacing(request, kit.pacing);
      if (typeof pacing === "string") return onlyEvent({ type: "error", data: `__ERROR__: ${pacing}` });
      const world = await worldOf(request);
      const opened = await inWorld(request, async (transaction) => {
        const state = await spendTempToken(transaction, clock, token);
        if (state !== "good") return refuseToken(state === "used" ? "Token already used" : "Invalid token");
        const { conversationId, messageId } = token;
        const conversation = await transaction.get(conversations, conversationId);
        const agent = conversation && (await transaction.get(agents, conversation.agentId));
        const question =
          messageId === undefined
            ? await findNewestQuestion(transaction, conversationId)
            : await transaction.get(messages, messageId);
        if (!agent || !question) return undefined;
        if (question.reply) return { agent, question, reply: question.reply };
        // The agent begins when somebody comes to read: until then the message waits, as its status says.
        const id = await draw(transaction, "chatzy/runs", (chance) => chance.uuid());
        const log = logOf(conversationId);
        const { end } = await transaction.readLog(log, { limit: 0 });
        await runs.queue(transaction, { id, log });
        const reply = { runId: id, after: end };
        await transaction.put(messages, { ...question, reply });
        return { agent, question, reply, isNew: true };
      });
      if (!opened) return onlyEvent({ type: "no_message_found", data: "no_message_found" });
      if ("status" in opened) return opened;
      const { agent, question, reply, isNew } = opened;
      const { runId, after } = reply;
      if (isNew) void runs.launch(world, runId, createReplyWork(kit, question), { ...replyOptions, pacing });
      const tail = runs.tail<AgentEvent>(world, runId, { after, signal });
      return runDialect({ tail, dialect: createReplyDialect(agent, runId), signal });
    },
  } satisfies Partial<ChatzyHandlers>;
}

/** How far the reply to the newest message is, in the two words of the contract. */
function statusOf(question: Message | undefined, run: RunRecord | undefined): [string, string | null] {
  if (!question) return ["completed", "completed"];
  if (!run || run.status === "queued") return ["is_streaming", null];
  if (isActive(run)) return ["is_streaming", "processing"];
  // Nobody works on it any more, and it has come to no end of its own: the case in which clients should stop asking.
  return run.error && lost.has(run.error.code) ? ["failed", "failed"] : ["completed", "completed"];
}

/** Why a run has failed that no agent has ended. */
const lost: ReadonlySet<string> = new Set(["interrupted", "work_failed"]);

/** A stream that is over at once. */
async function* onlyEvent(event: ReplyEvent) {
  yield event;
}

/** The speed that a request asks for; a sentence where there is none of that name, for which the contract has no status. */
function findPacing(request: Request, fallback: Pacing): Pacing | string {
  try {
    return choosePacing(request, fallback);
  } catch (error) {
    if (isRunError(error)) return error.message;
    throw error;
  }
}
