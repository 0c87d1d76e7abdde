/** Text to speech, as a platform sees it: whoever runs the sandbox decides how it is made. */

/** Why a text was not spoken. */
export type SpeechErrorCode =
  | "speech_busy"
  | "speech_closed"
  | "speech_empty"
  | "speech_failed"
  | "speech_timeout"
  | "speech_too_long"
  | "speech_unknown_voice";

/** A text that was not spoken. */
export class SpeechError extends Error {
  override readonly name = "SpeechError";
  readonly code: SpeechErrorCode;

  constructor(code: SpeechErrorCode, message: string) {
    super(message);
    this.code = code;
  }
}

/** How a text is spoken. */
export interface SpeechOptions {
  /** One of the voices; by default the first one. */
  readonly voice?: string;
  /** What the text is written in. A synthesiser that speaks another language does so with an accent. */
  readonly language?: string;
  readonly signal?: AbortSignal;
}

/** Something that speaks. */
export interface Speech {
  /** Media type of what it gives. */
  readonly mediaType: "audio/wav";
  readonly voices: readonly string[];
  /**
   * Speaks a text: Markdown is read as what it shows.
   *
   * @returns A whole WAV file.
   * @throws SpeechError; the reason of the signal when it is aborted.
   */
  synthesize(text: string, options?: SpeechOptions): Promise<Uint8Array<ArrayBuffer>>;
}

/** What of a text is spoken: Markdown without its marks, code and addresses. */
export function speakable(markdown: string): string {
  return markdown
    .replace(/^```.*?^```$/gms, " ")
    .split("\n")
    .filter((line) => !/^[ \t:|-]*$/.test(line))
    .join("\n")
    .replace(/!?\[([^[\]\n]{0,500})\]\([^()\n]{0,2000}\)/g, "$1")
    .replace(/https?:\/\/\S+/g, " ")
    .replace(/^[ \t]*(?:#{1,6}|>|[-*+]|\d{1,3}\.)[ \t]+/gm, "")
    .replace(/[*_`~|#<>\\]+/g, " ")
    .replace(/\s+/g, " ")
    .trim();
}

/**
 * What of a text is spoken, where that is not nothing and not too much.
 *
 * @throws SpeechError `speech_empty`, `speech_too_long`.
 */
export function readSpeechText(text: string, longest: number): string {
  // Before anything is made of it.
  if (text.length > longest * 4) throw tooLong(longest);
  const spoken = speakable(text);
  if (!/[\p{L}\p{N}]/u.test(spoken)) throw new SpeechError("speech_empty", "There is nothing to speak.");
  if (spoken.length > longest) throw tooLong(longest);
  return spoken;
}

function tooLong(longest: number): SpeechError {
  return new SpeechError("speech_too_long", `A text to be spoken has at most ${longest} characters.`);
}
