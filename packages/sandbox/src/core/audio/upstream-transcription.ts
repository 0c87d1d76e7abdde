/** Speech to text by an upstream that speaks the transcriptions of OpenAI. */

import type { Clock } from "@parley/clock";
import { type Transcription, TranscriptionError } from "./transcription.ts";

/** Where the upstream is. */
export interface UpstreamTranscriptionOptions {
  /** Base URL with its path, such as `https://models.example/v1`. */
  readonly baseUrl: string;
  /** Sent to this address alone. */
  readonly apiKey?: string;
  readonly model: string;
  readonly clock: Clock;
  readonly fetch?: typeof globalThis.fetch;
  /** Milliseconds for the whole request. */
  readonly timeout?: number;
}

/** Bytes of an answer; a text of ten hours is shorter. */
const mostBytes = 1_048_576;

/** A listener that asks an upstream. Nothing of what the upstream writes besides the text goes any further. */
export function createUpstreamTranscription(options: UpstreamTranscriptionOptions): Transcription {
  const { baseUrl, apiKey, model, clock, fetch = globalThis.fetch, timeout = 60_000 } = options;
  const url = `${baseUrl.replace(/\/$/, "")}/audio/transcriptions`;
  return {
    async transcribe(audio, { mediaType, language, signal }) {
      signal?.throwIfAborted();
      const form = new FormData();
      form.set(
        "file",
        new Blob([audio], { type: mediaType }),
        `speech.${mediaType.split("/")[1]?.replace("mpeg", "mp3")}`,
      );
      form.set("model", model);
      form.set("response_format", "json");
      if (language !== undefined) form.set("language", language.split(/[-_]/)[0] ?? language);
      const controller = new AbortController();
      const relief = new AbortController();
      const onAbort = (): void => controller.abort(signal?.reason);
      signal?.addEventListener("abort", onAbort, { once: true });
      const late = new TranscriptionError("transcription_timeout", "The speech was not understood in time.");
      clock.sleep(timeout, relief.signal).then(
        () => controller.abort(late),
        () => {},
      );
      try {
        const response = await fetch(url, {
          method: "POST",
          body: form,
          redirect: "manual",
          signal: controller.signal,
          headers: apiKey === undefined ? {} : { authorization: `Bearer ${apiKey}` },
        });
        return await readText(response);
      } catch (error) {
        signal?.throwIfAborted();
        if (controller.signal.aborted) throw late;
        if (error instanceof TranscriptionError) throw error;
        throw new TranscriptionError("transcription_failed", "The upstream for speech cannot be reached.");
      } finally {
        relief.abort();
        signal?.removeEventListener("abort", onAbort);
        // Ends what is left of an answer that was not read.
        controller.abort();
      }
    },
  };
}

async function readText(response: Response): Promise<string> {
  const { status } = response;
  if (status === 429 || status === 503)
    throw new TranscriptionError("transcription_busy", "The upstream for speech is busy.");
  if (status === 400 || status === 413 || status === 415) {
    throw new TranscriptionError("transcription_unreadable", "The upstream for speech cannot read this audio.");
  }
  const failed = new TranscriptionError("transcription_failed", "The upstream for speech failed.");
  if (status !== 200 || !response.body) throw failed;
  const decoder = new TextDecoder();
  let text = "";
  let length = 0;
  for await (const chunk of response.body) {
    length += chunk.length;
    if (length > mostBytes) throw failed;
    text += decoder.decode(chunk, { stream: true });
  }
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === "object" && value !== null && "text" in value && typeof value.text === "string")
      return value.text;
  } catch {
    // What is no JSON is no answer.
  }
  throw failed;
}
