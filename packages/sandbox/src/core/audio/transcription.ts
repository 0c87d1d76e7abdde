/** Speech to text, as a platform sees it. */

/** Why speech was not understood. */
export type TranscriptionErrorCode =
  | "transcription_busy"
  | "transcription_failed"
  | "transcription_timeout"
  | "transcription_unavailable"
  | "transcription_unreadable";

/** Speech that was not understood. */
export class TranscriptionError extends Error {
  override readonly name = "TranscriptionError";
  readonly code: TranscriptionErrorCode;

  constructor(code: TranscriptionErrorCode, message: string) {
    super(message);
    this.code = code;
  }
}

/** What is known of the speech. */
export interface TranscriptionOptions {
  /** What it is, as `inspectAudio` tells. */
  readonly mediaType: string;
  /** What is spoken, such as `pl`. */
  readonly language?: string;
  readonly signal?: AbortSignal;
}

/** Something that listens. */
export interface Transcription {
  /**
   * Writes down what is said; nothing where nothing is.
   *
   * @throws TranscriptionError; the reason of the signal when it is aborted.
   */
  transcribe(audio: Uint8Array<ArrayBuffer>, options: TranscriptionOptions): Promise<string>;
}

/** Sentences that are heard where none is given: they are ones that an agent of the sandbox can answer. */
const sentences: Readonly<Record<string, readonly string[]>> = {
  en: ["Where is my order 4711?", "When do you open?", "I would like a refund for order 4712."],
  fr: ["Où est ma commande 4711 ?", "Quels sont vos horaires ?", "Je voudrais un remboursement de la commande 4712."],
  pl: ["Gdzie jest moje zamówienie 4711?", "Jakie są godziny otwarcia?", "Proszę o zwrot za zamówienie 4712."],
  de: ["Wo ist meine Bestellung 4711?", "Wann habt ihr geöffnet?", "Bitte erstatten Sie mir die Bestellung 4712."],
};

/** What the scripted listener goes by. */
export interface ScriptedTranscriptionOptions {
  /** What is heard next, where the world says so. */
  readonly nextSentence?: () => Promise<string | undefined>;
  /** Picks a sentence otherwise. */
  readonly random: () => number;
}

/** A listener that hears what it is told to hear, and never the audio. */
export function createScriptedTranscription({ nextSentence, random }: ScriptedTranscriptionOptions): Transcription {
  return {
    async transcribe(_audio, { language, signal }) {
      signal?.throwIfAborted();
      const given = await nextSentence?.();
      if (given !== undefined) return given;
      const primary = language?.split(/[-_]/)[0]?.toLowerCase() ?? "";
      const known = (Object.hasOwn(sentences, primary) ? sentences[primary] : undefined) ?? sentences.en ?? [];
      return known[Math.floor(random() * known.length)] ?? "";
    },
  };
}
