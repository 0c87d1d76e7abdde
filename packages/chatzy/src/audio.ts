/** Turns the clips of a spoken message into text (`transcribeAudio`). */

import { unwrap } from "@parley/client";
import type { Chatzy, RequestOptions } from "./chatzy.ts";

/** Options of {@link transcribe}; a conversation has the two ids. */
export interface TranscribeOptions extends RequestOptions {
  readonly conversationId: string;
  readonly chatbotId: string;
  /** Made by you for each message, and the same for all its clips; send the message with it too. */
  readonly clientMessageKey: string;
  /** One clip; WAV, WebM and MP3 are known to the contract. */
  readonly audio: Blob;
}

/**
 * Transcribes one clip, with a temporary token of its own. The platform ties clips to the message in the order in
 * which they come, so wait for one before you send the next.
 *
 * @returns The words, without the line feed that the platform puts behind them.
 * @throws ApiError, AbortError, TimeoutError, ConnectionError.
 * @example
 * const clientMessageKey = crypto.randomUUID();
 * const text = await transcribe(chatzy, { ...conversation, clientMessageKey, audio });
 * await conversation.send(text, { clientMessageKey });
 */
export async function transcribe(
  chatzy: Chatzy,
  { conversationId, chatbotId, clientMessageKey, audio, ...options }: TranscribeOptions,
): Promise<string> {
  const { data } = await unwrap(
    chatzy.GET("/generate_secret", { ...options, params: { query: { conversation_id: conversationId } } }),
  );
  const { transcript } = await unwrap(
    chatzy.POST("/stt", {
      ...options,
      params: { query: { chatbot_id: chatbotId, client_message_key: clientMessageKey } },
      body: { file: audio },
      auth: { tempToken: data.temp_token },
    }),
  );
  return transcript.trimEnd();
}
