/** An agent whose replies are spoken too. */

import { type Speech, SpeechError, type SpeechOptions, speakable } from "../../audio/index.ts";
import type { Agent, AgentEvent, ErrorEvent } from "../events/index.ts";

/** How replies are spoken. */
export interface WithSpeechOptions {
  readonly speech: Speech;
  /** One of the voices; by default the first one. */
  readonly voice?: string;
}

/** Bytes that go into one call; more arguments than this are too many for some runtimes. */
const pieceSize = 8_192;

/**
 * The same agent, with `speech_start` and `speech_end` between its reply and its `done`. A reply without words stays
 * silent; one that cannot be spoken ends the turn with the error `speech_failed`.
 */
export function withSpeech(agent: Agent, { speech, voice }: WithSpeechOptions): Agent {
  return async function* (input) {
    const { language, signal } = input;
    for await (const event of agent(input)) {
      if (event.type === "done" && speakable(event.text) !== "") {
        yield { type: "speech_start" };
        const end = await speak(speech, event.text, {
          ...(voice === undefined ? {} : { voice }),
          ...(language === undefined ? {} : { language }),
          signal,
        });
        yield end;
        if (end.type === "error") return;
      }
      yield event;
    }
  };
}

async function speak(speech: Speech, text: string, options: SpeechOptions): Promise<AgentEvent> {
  try {
    const audio = await speech.synthesize(text, options);
    return { type: "speech_end", mediaType: speech.mediaType, audio: toBase64(audio) };
  } catch (error) {
    return failureOf(error, options.signal);
  }
}

function failureOf(error: unknown, signal: AbortSignal | undefined): ErrorEvent {
  if (signal?.aborted) return { type: "error", code: "cancelled", message: "The turn was cancelled." };
  const code = error instanceof SpeechError ? error.code : "speech_failed";
  const status = code === "speech_busy" ? 503 : code === "speech_timeout" ? 504 : 500;
  const message = error instanceof SpeechError ? error.message : "The reply could not be spoken.";
  return { type: "error", code: "speech_failed", message, status, ...(status === 503 ? { retryAfter: 1 } : {}) };
}

function toBase64(bytes: Uint8Array): string {
  let text = "";
  for (let start = 0; start < bytes.length; start += pieceSize) {
    text += String.fromCharCode(...bytes.subarray(start, start + pieceSize));
  }
  return btoa(text);
}
