/** `sendChatMessage`: a message, and its reply as JSON or as events. */

import { choosePacing, isRunError, type Pacing, runDialect } from "../../core/run/index.ts";
import { openChat, openConversation } from "../access.ts";
import type { SomeHandlers } from "../contract.ts";
import type { Desk } from "../desk.ts";
import { refusal } from "../errors.ts";
import { chatDialect } from "./dialect.ts";
import { toMessage } from "./messages.ts";
import { awaitReply, findRequestedFailure } from "./outcome.ts";
import { launchReply, queueReply, type ReplyEvent } from "./reply.ts";

/** Characters of the longest message; the vendor publishes none. */
export const longestMessage = 32_000;

/** Makes the handler. */
export function createSendHandlers(desk: Desk) {
  return {
    sendChatMessage: async ({ body, params, principal, request, signal, streaming }) => {
      const { chatInstanceId, chatModelId, message, lang } = body;
      if (message.length > longestMessage) return refusal(400, `A message has at most ${longestMessage} characters`);
      const pacing = readPacing(desk, request);
      if ("status" in pacing) return pacing;
      const queued = await desk.inWorld(request, async (transaction) => {
        const access = await openChat(transaction, principal, chatModelId);
        if ("status" in access) return access;
        const opened = await openConversation(transaction, access, chatInstanceId);
        if ("status" in opened) return opened;
        const failure = findRequestedFailure(message);
        if (failure) return failure;
        const { conversation, model, account } = opened;
        return queueReply(transaction, desk, {
          conversation,
          model,
          message,
          ...(account && { account }),
          ...(lang !== undefined && { language: lang }),
        });
      });
      if ("status" in queued) return queued;
      launchReply(desk, queued, pacing);
      if (streaming) {
        const { includeTokens } = params.query;
        const includesTokens = includeTokens === undefined ? (body.includeTokens ?? true) : includeTokens === "true";
        const tail = desk.runs.tail<ReplyEvent>(queued.world, queued.runId, { signal });
        return runDialect({ tail, dialect: chatDialect({ includesTokens }), signal });
      }
      const reply = await awaitReply(desk, queued, signal);
      return "status" in reply ? reply : { status: 200, body: { message: toMessage(reply) } };
    },
  } satisfies SomeHandlers;
}

/** The speed that a request asks for. */
export function readPacing(desk: Desk, request: Request): Pacing | ReturnType<typeof refusal<400>> {
  try {
    return choosePacing(request, desk.pacing);
  } catch (error) {
    if (isRunError(error)) return refusal(400, error.message);
    throw error;
  }
}
