/** Tag Admin chat: conversations of the team with the back-office assistant. */

import type { Transaction } from "../../core/world/index.ts";
import { type ChatAccess, openChat, openConversation } from "../access.ts";
import type { SomeHandlers } from "../contract.ts";
import type { Desk } from "../desk.ts";
import { noAccess, notFound, refusal } from "../errors.ts";
import type { UserCaller } from "../principals.ts";
import { openNew } from "./instances.ts";
import { toMessage } from "./messages.ts";
import { awaitReply, findRequestedFailure } from "./outcome.ts";
import { launchReply, queueReply } from "./reply.ts";
import { longestMessage, readPacing } from "./send.ts";

/** Makes the handlers. */
export function createAdminHandlers(desk: Desk) {
  return {
    createSmartAdminInstance: ({ body, params, principal, request }) =>
      desk.inWorld(request, async (transaction) => {
        const { chatModelId } = params.path;
        if (body.chatModelId !== chatModelId) return refusal(400, "chatModelId differs from the one of the path");
        const access = await openTeam(transaction, principal, chatModelId);
        if ("status" in access) return access;
        const { chatInstanceId, resumeOnly = false } = body;
        if (chatInstanceId !== undefined) {
          const resumed = await openConversation(transaction, access, chatInstanceId, "admin");
          if (!("status" in resumed)) return { status: 200, body: { chatInstanceId } };
          if (resumeOnly || resumed.status !== 404) return resumed;
        } else if (resumeOnly) return notFound();
        return { status: 200, body: await openNew(transaction, desk, access, body, "admin") };
      }),

    sendSmartAdminMessage: async ({ body, params, principal, request, signal }) => {
      const { chatModelId } = params.path;
      const { chatInstanceId, message, lang } = body;
      if (body.chatModelId !== undefined && body.chatModelId !== chatModelId) {
        return refusal(400, "chatModelId differs from the one of the path");
      }
      if (message.length > longestMessage) return refusal(400, `A message has at most ${longestMessage} characters`);
      const pacing = readPacing(desk, request);
      if ("status" in pacing) return pacing;
      const queued = await desk.inWorld(request, async (transaction) => {
        const access = await openTeam(transaction, principal, chatModelId);
        if ("status" in access) return access;
        const opened = await openConversation(transaction, access, chatInstanceId, "admin");
        if ("status" in opened) return opened;
        const failure = findRequestedFailure(message);
        if (failure) return failure;
        const { conversation, model, account } = opened;
        const language = lang === undefined ? {} : { language: lang };
        return queueReply(transaction, desk, {
          conversation,
          model,
          message,
          ...(account && { account }),
          ...language,
        });
      });
      if ("status" in queued) return queued;
      launchReply(desk, queued, pacing);
      const reply = await awaitReply(desk, queued, signal);
      return "status" in reply ? reply : { status: 200, body: { message: toMessage(reply) } };
    },
  } satisfies SomeHandlers;
}

/** The chat model that a member of its team works on. */
async function openTeam(
  transaction: Transaction,
  principal: { readonly bearer?: unknown },
  chatModelId: string,
): Promise<ChatAccess | Exclude<Awaited<ReturnType<typeof openChat>>, ChatAccess>> {
  const access = await openChat(transaction, { bearer: principal.bearer as UserCaller }, chatModelId); // its verifier
  if ("status" in access) return access;
  return access.account?.role === "ADMIN" ? access : noAccess();
}
