/** Tags Attachments and Public: files of conversations, and what a widget reads without an account. */

import type { Transaction } from "../../core/world/index.ts";
import { type ChatAccess, findById, openChat, openConversation, openModel } from "../access.ts";
import type { SomeHandlers } from "../contract.ts";
import type { Desk } from "../desk.ts";
import { noAccess, notFound, refusal } from "../errors.ts";
import { keepDocument } from "../knowledge/documents.ts";
import type { Caller } from "../principals.ts";
import { accounts, canvases } from "../records/index.ts";
import { listCanvases, statusOf, takeCanvas, toCanvas, toPublicCanvas } from "./canvases.ts";

/** Makes the handlers of files. */
export function createFileHandlers(desk: Desk) {
  /** A conversation of who is signed in. */
  async function openOwn(
    transaction: Transaction,
    principal: { readonly bearer: Caller; readonly chatModelId: { readonly chatModelId: string } },
    chatInstanceId: string,
  ) {
    const access = await openModel(transaction, principal);
    if ("status" in access) return access;
    const { caller, model } = access;
    const account = caller.kind === "user" ? await transaction.get(accounts, caller.userId) : undefined;
    if (!account) return noAccess();
    if (account.isBanned) return refusal(403, "This account is banned", "BANNED");
    const own: ChatAccess = { model, caller, account };
    return openConversation(transaction, own, chatInstanceId);
  }

  return {
    uploadAttachment: async ({ body, params, principal, request }) => {
      const opened = await desk.inWorld(request, (transaction) =>
        openOwn(transaction, principal, params.path.chatInstanceId),
      );
      if ("status" in opened) return opened;
      const world = await desk.worldOf(request);
      const canvas = await takeCanvas(desk, world, { ...fileOf(body), conversation: opened.conversation });
      if ("status" in canvas) return canvas;
      return {
        status: 202,
        body: { success: true, canvas: toCanvas(desk, world, canvas), attachment: { id: canvas.id } },
      };
    },

    promoteAttachment: ({ body, params, principal, request }) =>
      desk.inWorld(request, async (transaction) => {
        const { canvasId, chatInstanceId } = params.path;
        const opened = await openOwn(transaction, principal, chatInstanceId);
        if ("status" in opened) return opened;
        const canvas = await findById(transaction, canvases, canvasId);
        if (canvas?.conversationId !== opened.conversation.id) return notFound();
        const status = statusOf(canvas, desk.clock.now());
        if (status === "PROCESSING") return refusal(409, "The file is still being processed");
        if (status === "FAILED") return refusal(409, "The file could not be processed");
        const { visibility = "shared" } = body;
        await keepDocument(transaction, desk, {
          chatModelId: opened.model.id,
          externalId: `canvas/${canvas.id}`,
          title: canvas.title,
          content: canvas.text,
          sourceType: "DEFAULT",
          categoryId: null,
          ...(visibility === "personal" && opened.account && { ownerId: opened.account.id }),
        });
        return { status: 202, body: { documents: 1 } };
      }),

    listCanvas: ({ params, principal, request }) =>
      desk.inWorld(request, async (transaction) => {
        const access = await openChat(transaction, principal, params.path.chatModelId);
        if ("status" in access) return access;
        const opened = await openConversation(transaction, access, params.path.chatInstanceId);
        if ("status" in opened) return opened;
        const files = await listCanvases(transaction, opened.conversation);
        return { status: 200, body: files.map((one) => toPublicCanvas(desk, transaction.world, one)) };
      }),

    uploadCanvas: async ({ body, params, principal, request }) => {
      const opened = await desk.inWorld(request, async (transaction) => {
        const access = await openChat(transaction, principal, params.path.chatModelId);
        return "status" in access ? access : openConversation(transaction, access, params.path.chatInstanceId);
      });
      if ("status" in opened) return opened;
      const world = await desk.worldOf(request);
      const canvas = await takeCanvas(desk, world, { ...fileOf(body), conversation: opened.conversation });
      if ("status" in canvas) return canvas;
      return { status: 202, body: { success: true, canvas: toCanvas(desk, world, canvas) } };
    },
  } satisfies SomeHandlers;
}

function fileOf({ file, purpose }: { readonly file: Blob; readonly purpose?: string }) {
  const named = file instanceof File ? file : new File([file], "file");
  return { file: named, ...(purpose !== undefined && { purpose }) };
}
