/** A text as speech. */

import { SpeechError, type SpeechErrorCode, speakable } from "../../core/audio/index.ts";
import { type Failure, toFailure } from "../chat/outcome.ts";

/** Characters of a reply that are spoken: more nobody listens to. */
const mostSpoken = 1_500;

const statuses = {
  speech_busy: 503,
  speech_closed: 503,
  speech_empty: 400,
  speech_failed: 502,
  speech_timeout: 504,
  speech_too_long: 413,
  speech_unknown_voice: 400,
} as const satisfies Readonly<Record<SpeechErrorCode, Failure["status"]>>;

/** What went wrong with speech, as an answer; throws what is something else. */
export function toSpeechFailure(error: unknown): Failure {
  if (!(error instanceof SpeechError)) throw error;
  return toFailure(statuses[error.code], error.message);
}

/** What of a reply is spoken, up to the end of a sentence; nothing where it has no words. */
export function spokenPart(reply: string): string | undefined {
  const words = speakable(reply);
  if (!/[\p{L}\p{N}]/u.test(words)) return undefined;
  if (words.length <= mostSpoken) return words;
  const start = words.slice(0, mostSpoken);
  const end = Math.max(start.lastIndexOf(". "), start.lastIndexOf("! "), start.lastIndexOf("? "));
  return end > 0 ? start.slice(0, end + 1) : start;
}

/** Bytes as a text of base64. */
export function toBase64(bytes: Uint8Array): string {
  let text = "";
  for (let start = 0; start < bytes.length; start += 8_192) {
    text += String.fromCharCode(...bytes.subarray(start, start + 8_192));
  }
  return btoa(text);
}
