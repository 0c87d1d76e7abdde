/** What was said in a recording. */

import {
  createScriptedTranscription,
  inspectAudio,
  TranscriptionError,
  type TranscriptionErrorCode,
} from "../../core/audio/index.ts";
import { draw } from "../../core/world/index.ts";
import { type Failure, toFailure } from "../chat/outcome.ts";
import type { Desk } from "../desk.ts";
import { nextSentences } from "../records/index.ts";

/** Bytes and seconds of a recording; the vendor publishes no limits. */
const mostBytes = 25 * 1_024 * 1_024;
const mostSeconds = 300;

const statuses = {
  transcription_busy: 503,
  transcription_failed: 502,
  transcription_timeout: 504,
  transcription_unavailable: 503,
  transcription_unreadable: 400,
} as const satisfies Readonly<Record<TranscriptionErrorCode, Failure["status"]>>;

/** Understands a recording, or says what is wrong with it. */
export async function hear(
  desk: Desk,
  world: string,
  { audio, language, signal }: { audio: Blob; language: string | undefined; signal: AbortSignal },
): Promise<string | Failure> {
  if (audio.size > mostBytes) return toFailure(413, "The recording is too large");
  const bytes = new Uint8Array(await audio.arrayBuffer());
  const inspection = await inspectAudio(bytes);
  switch (inspection.kind) {
    case "empty":
      return toFailure(400, "The recording is empty");
    case "broken":
      return toFailure(400, "The recording is not what it says it is");
    case "other":
      return toFailure(415, "This is no recording of a kind that is taken");
    case "audio":
      if ((inspection.seconds ?? 0) > mostSeconds) return toFailure(413, "The recording is too long");
  }
  const { mediaType } = inspection;
  const transcription = desk.transcription ?? (await scriptFor(desk, world));
  try {
    return await transcription.transcribe(bytes, { mediaType, signal, ...(language !== undefined && { language }) });
  } catch (error) {
    if (!(error instanceof TranscriptionError)) throw error;
    return toFailure(statuses[error.code], error.message);
  }
}

/** A script for one recording: its chance is that of the world. */
async function scriptFor({ store }: Desk, world: string) {
  const part = await store.transaction(world, (transaction) =>
    draw(transaction, "hearing", (chance) => chance.float()),
  );
  return createScriptedTranscription({
    random: () => part,
    nextSentence: () =>
      store.transaction(world, async (transaction) => {
        const [first] = (await transaction.list(nextSentences, { limit: 1 })).items;
        return first && (await transaction.take(nextSentences, first.id))?.text;
      }),
  });
}
