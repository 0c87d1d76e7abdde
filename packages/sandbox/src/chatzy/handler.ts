/** Serves Chatzy AI: the contract, and beside it the bucket that files are posted to. */

import { type HostHandler, hostView, serve } from "@parley/server";
import type { PlatformHandler, Services } from "../core/platform/index.ts";
import { pacingHeader } from "../core/run/index.ts";
import { createAudioInput } from "./audio-input.ts";
import { contract } from "./contract.ts";
import { createConversations } from "./conversations.ts";
import { createDocuments } from "./documents.ts";
import { formatError } from "./errors.ts";
import { createIframeAccess } from "./iframe-access.ts";
import { createInbox } from "./inbox.ts";
import { createKit } from "./kit.ts";
import { createReplyStream } from "./reply-stream.ts";
import { createSignIn } from "./sign-in.ts";
import { worldOfBucket } from "./uploads/address.ts";
import { receiveUpload, type UploadAnswer } from "./uploads/receive.ts";
import { createVerifiers } from "./verifiers.ts";

/** The vendor states no limit for clips: some ten minutes of Opus, or one of plain sound. */
const mostClipBytes = 10 * 1_024 * 1_024;

/** Operations that belong on the server of a customer, as the vendor says; pages of other origins may not call them. */
const serverOperations: ReadonlySet<string> = new Set(["createAccessToken", "refreshAccessToken"]);

/** Makes the handler of the platform. */
export function createHandler(services: Services): PlatformHandler {
  const kit = createKit(services);
  const served = serve(
    contract,
    {
      ...createSignIn(kit),
      ...createIframeAccess(kit),
      ...createConversations(kit),
      ...createReplyStream(kit),
      ...createAudioInput(kit),
      ...createDocuments(kit),
      ...createInbox(kit),
    },
    {
      authenticate: createVerifiers(kit),
      formatError,
      toErrorEvent: () => ({ type: "error", data: "__ERROR__: Internal server error" }),
      basePath: "/chatzy",
      responses: services.responses,
      onError: services.onError,
      clock: services.clock,
      limits: { file: mostClipBytes, upload: mostClipBytes + 64 * 1_024 },
      cors: {
        origins: (_origin, operation) => operation === undefined || !serverOperations.has(operation.id),
        allowedHeaders: ["X-Parley-World", pacingHeader],
      },
    },
  );
  const { handler } = served[hostView];
  if (!handler) throw new Error("What serve gives is a handler for hosts.");

  /** What is not of the contract. */
  async function answerBeside(path: string, request: () => Request): Promise<UploadAnswer | undefined> {
    const bucket = worldOfBucket(path);
    return bucket === undefined ? undefined : receiveUpload(kit, bucket, request());
  }
  const answer: HostHandler["answer"] = async (request) => {
    const beside = await answerBeside(request.path, () => request.request);
    if (!beside) return handler.answer(request);
    return { ...beside, headers: new Map(Object.entries(beside.headers)), cookies: [] };
  };
  const fetch = async (request: Request) => {
    const beside = await answerBeside(new URL(request.url).pathname, () => request);
    return beside ? new Response(beside.body, beside) : served(request);
  };
  return Object.assign(fetch, { [hostView]: { handler: { answer, hostErrorOf: handler.hostErrorOf } } });
}
