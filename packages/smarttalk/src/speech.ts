/** Speech on its own, without a conversation. These operations are assumptions of the contract. */

import { type CallOptions, unwrap } from "@parley/client";
import type * as operations from "@parley/contracts/smarttalk/operations";
import type { ClientFor } from "./client.ts";
import type { SpeechTranscription } from "./schemas.ts";

/** A recording. */
export interface Recording {
  readonly audio: Blob;
  /** Language code of the speech, such as `en`. */
  readonly lang?: string;
}

/**
 * Turns speech into text (`transcribeSpeech`).
 *
 * @throws ApiError, such as PayloadTooLargeError.
 */
export function transcribeSpeech(
  client: ClientFor<typeof operations.transcribeSpeech>,
  recording: Recording,
  options?: CallOptions,
): Promise<SpeechTranscription> {
  return unwrap(client.POST("/api/v1/voice/speech-to-text", { ...options, body: recording }));
}

/** What to say, and in which format. */
export interface SpeechRequest {
  readonly text: string;
  /** Language code of the text, such as `en`. */
  readonly lang?: string;
  /** Media type of the audio; WAV by default. */
  readonly mediaType?: "audio/wav" | "audio/mpeg";
}

/**
 * Turns text into speech (`synthesizeSpeech`).
 *
 * @throws ApiError, such as BadRequestError.
 */
export function synthesizeSpeech(
  client: ClientFor<typeof operations.synthesizeSpeech>,
  { mediaType = "audio/wav", ...speech }: SpeechRequest,
  options: CallOptions = {},
): Promise<Blob> {
  const headers = { accept: mediaType, ...options.headers };
  return unwrap(client.POST("/api/v1/voice/text-to-speech", { ...options, headers, parseAs: "blob", body: speech }));
}
