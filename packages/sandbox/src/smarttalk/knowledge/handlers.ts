/** Tag Documents: what an assistant knows. */

import { hashOf } from "../../core/auth/index.ts";
import { findById, openModel } from "../access.ts";
import { awaitReply } from "../chat/outcome.ts";
import { launchReply, queueReply } from "../chat/reply.ts";
import { longestMessage, readPacing } from "../chat/send.ts";
import type { SomeHandlers } from "../contract.ts";
import type { Desk } from "../desk.ts";
import { noAccess, notFound, refusal } from "../errors.ts";
import { accounts, conversations } from "../records/index.ts";
import { countRequest, tooManyRequests } from "../throttle.ts";
import { keepDocument, listDocuments, longestExternalId } from "./documents.ts";
import { searchDocuments } from "./search.ts";

/** Of `askSmartAdmin`, a minute: the one number that the vendor publishes. */
const questionsPerMinute = 30;

/** Makes the handlers. */
export function createDocumentHandlers(desk: Desk) {
  const { inWorld } = desk;
  return {
    searchDocuments: ({ body, principal, request }) =>
      inWorld(request, async (transaction) => {
        const access = await openModel(transaction, principal, body.chatModelId);
        if ("status" in access) return access;
        const { categories, sources, query, maxDistance = 0.2, limit = 10 } = body;
        const userId = access.caller.kind === "user" ? access.caller.userId : undefined;
        const known = (await listDocuments(transaction, access.model.id, userId)).filter(
          ({ categoryId, sourceType }) =>
            (categories === undefined || (categoryId !== null && categories.includes(categoryId))) &&
            (sources === undefined || sources.includes(sourceType)),
        );
        const near = searchDocuments(known, query).filter(({ distance }) => distance <= maxDistance);
        if (near.length === 0) return refusal(404, "No relevant documents found");
        return {
          status: 200,
          body: near.slice(0, limit).map(({ document, distance }) => {
            const { id, externalId, title, content, sourceType, categoryId } = document;
            return { id, externalId, title, content, sourceType, categoryId, _distance: distance };
          }),
        };
      }),

    importDocumentSource: ({ body, principal, request }) =>
      inWorld(request, async (transaction) => {
        const access = await openModel(transaction, principal, body.chatModelId);
        if ("status" in access) return access;
        const { documentDatas, source: sourceType, categoryId = null } = body;
        const chatModelId = access.model.id;
        if (documentDatas.some(({ id }) => String(id ?? "").length > longestExternalId)) {
          return refusal(400, `An id has at most ${longestExternalId} characters`);
        }
        // Without words there is nothing to know.
        const isEmpty = documentDatas.some(({ title = "", content = "" }) => `${title}${content}`.trim() === "");
        if (isEmpty) return { status: 200, body: { status: "error" } };
        for (const { id, title = null, content = "" } of documentDatas) {
          const externalId = String(id ?? (await hashOf(`${title} ${content}`)));
          await keepDocument(transaction, desk, { chatModelId, externalId, title, content, sourceType, categoryId });
        }
        return { status: 200, body: { status: "ok" } };
      }),

    importDocuments: ({ body, principal, request }) =>
      inWorld(request, async (transaction) => {
        const access = await openModel(transaction, principal, body.chatModelId);
        if ("status" in access) return access;
        for (const { title, content, url } of body.documents) {
          const externalId = await hashOf(url ?? title);
          const document = { externalId, title, content, sourceType: "API", categoryId: null };
          await keepDocument(transaction, desk, { ...document, chatModelId: access.model.id });
        }
        return { status: 200, body: { status: "ok" } };
      }),

    askSmartAdmin: async ({ body, principal, request, signal }) => {
      const seconds = await countRequest(desk, request, { name: "askSmartAdmin", most: questionsPerMinute });
      if (seconds !== undefined) return tooManyRequests(seconds);
      const { userId, chatInstanceId, query, lang } = body;
      if (query.length > longestMessage) return refusal(400, `A question has at most ${longestMessage} characters`);
      const pacing = readPacing(desk, request);
      if ("status" in pacing) return pacing;
      const queued = await inWorld(request, async (transaction) => {
        const access = await openModel(transaction, principal, body.chatModelId);
        if ("status" in access) return access;
        const { caller, model } = access;
        if (caller.kind === "user" && caller.userId !== userId) return noAccess();
        const account = await findById(transaction, accounts, userId);
        const conversation = await findById(transaction, conversations, chatInstanceId);
        const isTheirs =
          account?.organizationId === model.organizationId &&
          conversation?.ownerId === userId &&
          conversation.chatModelId === model.id;
        if (!account || !conversation || !isTheirs) return notFound();
        const language = lang === undefined ? {} : { language: lang };
        return queueReply(transaction, desk, { conversation, model, account, message: query, ...language });
      });
      if ("status" in queued) return queued;
      launchReply(desk, queued, pacing);
      const reply = await awaitReply(desk, queued, signal);
      if (!("status" in reply)) return { status: 200, body: { response: reply.text } };
      if (reply.status === 429) return tooManyRequests(2);
      return refusal(500, "The reply failed");
    },
  } satisfies SomeHandlers;
}
