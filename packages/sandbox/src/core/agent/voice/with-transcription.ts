/** An agent that is spoken to. */

import { type Transcription, TranscriptionError, type TranscriptionErrorCode } from "../../audio/index.ts";
import type { Agent, ErrorEvent } from "../events/index.ts";

/** What was said, and who writes it down. */
export interface WithTranscriptionOptions {
  readonly transcription: Transcription;
  readonly audio: Uint8Array<ArrayBuffer>;
  /** What the audio is, as `inspectAudio` tells. */
  readonly mediaType: string;
}

/** The status that says the same. */
const statuses: Readonly<Record<TranscriptionErrorCode, number>> = {
  transcription_busy: 503,
  transcription_failed: 502,
  transcription_timeout: 504,
  transcription_unavailable: 503,
  transcription_unreadable: 422,
};

/**
 * The same agent, asked what was said: a `transcription` comes first, and its text is the message. Speech that cannot be
 * written down ends the turn with the error `speech_not_understood`; speech without words is a message without text.
 */
export function withTranscription(agent: Agent, options: WithTranscriptionOptions): Agent {
  const { transcription, audio, mediaType } = options;
  return async function* (input) {
    const { language, signal } = input;
    let text: string;
    try {
      const spoken = language === undefined ? {} : { language };
      text = (await transcription.transcribe(audio, { mediaType, signal, ...spoken })).trim();
    } catch (error) {
      yield failureOf(error, signal);
      return;
    }
    yield { type: "transcription", text };
    yield* agent({ ...input, message: text });
  };
}

function failureOf(error: unknown, signal: AbortSignal): ErrorEvent {
  if (signal.aborted) return { type: "error", code: "cancelled", message: "The turn was cancelled." };
  const code = "speech_not_understood";
  if (!(error instanceof TranscriptionError)) {
    return { type: "error", code, message: "The speech could not be understood.", status: 500 };
  }
  const status = statuses[error.code];
  return { type: "error", code, message: error.message, status, ...(status === 503 ? { retryAfter: 1 } : {}) };
}
