/** Tags Voice chat and Voice: speech in, text or speech out. */

import { runDialect } from "../../core/run/index.ts";
import { openChat, openConversation, openModel } from "../access.ts";
import { awaitReply, findRequestedFailure } from "../chat/outcome.ts";
import { launchReply, queueReply, type ReplyEvent } from "../chat/reply.ts";
import { readPacing } from "../chat/send.ts";
import type { SomeHandlers } from "../contract.ts";
import type { Desk } from "../desk.ts";
import type { UserCaller } from "../principals.ts";
import { voiceDialect } from "./dialect.ts";
import { hear } from "./hearing.ts";
import { toSpeechFailure } from "./speaking.ts";

/** A recording for an assistant. */
interface Recording {
  readonly body: {
    readonly audio: Blob;
    readonly chatInstanceId: string;
    readonly chatModelId: string;
    readonly lang?: string;
  };
  readonly principal: { readonly oauth?: UserCaller | undefined; readonly bearer?: unknown };
  readonly request: Request;
  readonly signal: AbortSignal;
}

/** Makes the handlers. */
export function createVoiceHandlers(desk: Desk) {
  /** Understands a recording, and lets the assistant reply. */
  async function ask({ body, principal, request, signal }: Recording, isAnswerSpoken: boolean) {
    const { audio, chatInstanceId, chatModelId, lang } = body;
    const pacing = readPacing(desk, request);
    if ("status" in pacing) return pacing;
    const callers = { oauth: principal.oauth, bearer: principal.bearer as UserCaller | undefined }; // its verifier
    const opened = await desk.inWorld(request, async (transaction) => {
      const access = await openChat(transaction, callers, chatModelId);
      return "status" in access ? access : openConversation(transaction, access, chatInstanceId);
    });
    if ("status" in opened) return opened;
    const world = await desk.worldOf(request);
    const begun = desk.clock.now();
    const heard = await hear(desk, world, { audio, language: lang, signal });
    if (typeof heard !== "string") return heard;
    const failure = findRequestedFailure(heard);
    if (failure) return failure;
    const { conversation, model, account } = opened;
    const queued = await desk.store.transaction(world, (transaction) =>
      queueReply(transaction, desk, {
        conversation,
        model,
        message: heard,
        isSpoken: true,
        isAnswerSpoken,
        ...(account && { account }),
        ...(lang !== undefined && { language: lang }),
      }),
    );
    launchReply(desk, queued, pacing);
    return { heard, queued, transcriptionMs: desk.clock.now() - begun };
  }

  function stream(
    { queued, transcriptionMs }: { queued: { world: string; runId: string }; transcriptionMs: number },
    signal: AbortSignal,
  ) {
    const tail = desk.runs.tail<ReplyEvent>(queued.world, queued.runId, { signal });
    return runDialect({ tail, dialect: voiceDialect(transcriptionMs), signal });
  }

  return {
    sendVoiceMessage: async (context) => {
      const asked = await ask(context, false);
      if ("status" in asked) return asked;
      if (context.streaming) return stream(asked, context.signal);
      const reply = await awaitReply(desk, asked.queued, context.signal);
      if ("status" in reply) return reply;
      return { status: 200, body: { transcription: asked.heard, response: reply.text } };
    },

    sendSpokenMessage: async (context) => {
      const asked = await ask(context, true);
      if ("status" in asked) return asked;
      if (context.streaming) return stream(asked, context.signal);
      const reply = await awaitReply(desk, asked.queued, context.signal);
      if ("status" in reply) return reply;
      const { speech } = reply;
      return { status: 200, body: { transcription: asked.heard, response: reply.text, ...speech } };
    },

    transcribeSpeech: async ({ body, principal, request, signal }) => {
      const access = await desk.inWorld(request, (transaction) => openModel(transaction, principal));
      if ("status" in access) return access;
      const { audio, lang } = body;
      const heard = await hear(desk, await desk.worldOf(request), { audio, language: lang, signal });
      if (typeof heard !== "string") return heard;
      return { status: 200, body: { text: heard, ...(lang !== undefined && { lang }) } };
    },

    synthesizeSpeech: async ({ body, principal, request, signal }) => {
      const access = await desk.inWorld(request, (transaction) => openModel(transaction, principal));
      if ("status" in access) return access;
      const { text, lang } = body;
      try {
        const wav = await desk.speech.synthesize(text, { signal, ...(lang !== undefined && { language: lang }) });
        return { status: 200, mediaType: "audio/wav", body: wav };
      } catch (error) {
        signal.throwIfAborted();
        return toSpeechFailure(error);
      }
    },
  } satisfies SomeHandlers;
}
