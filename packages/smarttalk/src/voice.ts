/** Speaks to the assistant. */

import { type CallOptions, type EventStream, openStream, type StreamOptions, unwrap } from "@parley/client";
import type { SendSpokenMessageEvent, SendVoiceMessageEvent } from "@parley/contracts/smarttalk";
import type * as operations from "@parley/contracts/smarttalk/operations";
import * as streams from "@parley/contracts/smarttalk/streams";
import type { ClientFor } from "./client.ts";
import type { Conversation } from "./conversation.ts";
import type { SpokenReply, VoiceReply } from "./schemas.ts";

/** What the user says, and where. */
export interface VoiceMessage extends Conversation {
  /** The recording; WAV is what every speech engine reads. */
  readonly audio: Blob;
  /** Language code of the speech, such as `en`. */
  readonly lang?: string;
}

/**
 * Speaks and waits for the text of the reply (`sendVoiceMessage`).
 *
 * @throws ApiError, such as PayloadTooLargeError.
 * @example
 * const { transcription, response } = await sendVoiceMessage(client, { ...conversation, audio });
 */
export function sendVoiceMessage(
  client: ClientFor<typeof operations.sendVoiceMessage>,
  message: VoiceMessage,
  options?: CallOptions,
): Promise<VoiceReply> {
  return unwrap(client.POST("/api/chat/voice", { ...options, body: message }));
}

/**
 * Speaks and reads the text of the reply while it is written (`sendVoiceMessage` with `stream`). The stream begins
 * with what was understood.
 *
 * @throws ApiError; while reading StreamFailedError and StreamEndedEarlyError, both with the events that came before.
 */
export function streamVoiceMessage(
  client: ClientFor<typeof operations.sendVoiceMessage>,
  message: VoiceMessage,
  options?: StreamOptions,
): Promise<EventStream<SendVoiceMessageEvent>> {
  return openStream(client, "post", "/api/chat/voice", streams.sendVoiceMessage, {
    ...options,
    body: message,
  });
}

/**
 * Speaks and waits for the reply as text and as speech (`sendSpokenMessage`, an assumption of the contract).
 *
 * @throws ApiError, such as PayloadTooLargeError.
 * @example
 * const audio = spokenAudio(await sendSpokenMessage(client, { ...conversation, audio: question }));
 */
export function sendSpokenMessage(
  client: ClientFor<typeof operations.sendSpokenMessage>,
  message: VoiceMessage,
  options?: CallOptions,
): Promise<SpokenReply> {
  return unwrap(client.POST("/api/chat/voice/speech", { ...options, body: message }));
}

/**
 * Speaks and reads the reply while it is written, then as speech in the event `tts_complete` (`sendSpokenMessage` with
 * `stream`, an assumption of the contract).
 *
 * @throws ApiError; while reading StreamFailedError and StreamEndedEarlyError, both with the events that came before.
 */
export function streamSpokenMessage(
  client: ClientFor<typeof operations.sendSpokenMessage>,
  message: VoiceMessage,
  options?: StreamOptions,
): Promise<EventStream<SendSpokenMessageEvent>> {
  return openStream(client, "post", "/api/chat/voice/speech", streams.sendSpokenMessage, {
    ...options,
    body: message,
  });
}
