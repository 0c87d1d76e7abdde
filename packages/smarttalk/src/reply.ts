/** Puts the events of a reply together. */

import type { UnknownEvent } from "@parley/client";
import type { SendChatMessageEvent, SendSpokenMessageEvent, SendVoiceMessageEvent } from "@parley/contracts/smarttalk";
import { fromBase64 } from "./base64.ts";

/** An event of any stream of this platform. */
export type ReplyEvent = SendChatMessageEvent | SendVoiceMessageEvent | SendSpokenMessageEvent | UnknownEvent;

/** A reply, or as much of it as has come. */
export interface Reply {
  /** What was understood of the speech of the user. */
  readonly transcription: string | undefined;
  readonly text: string;
  /** The names of the tools that were used, in their order. */
  readonly tools: readonly string[];
  readonly audio: Blob | undefined;
}

/**
 * Reads a stream to its end.
 *
 * @throws What reading the stream throws; `foldReply(error.partial)` then gives what has come.
 * @example
 * const { text } = await readReply(await streamChatMessage(client, { ...conversation, message }));
 */
export async function readReply(stream: AsyncIterable<ReplyEvent>): Promise<Reply> {
  const events: ReplyEvent[] = [];
  for await (const event of stream) events.push(event);
  return foldReply(events);
}

/** The reply that events make up. The whole text, where it has come, counts more than its pieces. */
export function foldReply(events: readonly ReplyEvent[]): Reply {
  let transcription: string | undefined;
  let pieces = "";
  let whole: string | undefined;
  const tools: string[] = [];
  let audio: Blob | undefined;
  for (const event of events) {
    if (event.type === "transcription") transcription = event.data.text;
    else if (event.type === "token") pieces += event.data.text ?? "";
    else if (event.type === "tool_start") tools.push(event.data.name ?? "");
    else if (event.type === "agent_response") whole = event.data.text;
    else if (event.type === "tts_complete") audio = spokenAudio(event.data);
  }
  return { transcription, text: whole ?? pieces, tools, audio };
}

/** The audio of a spoken reply or of the event `tts_complete`; `undefined` when there is none. */
export function spokenAudio(reply: { readonly audio?: string; readonly mediaType?: string }): Blob | undefined {
  const { audio, mediaType } = reply;
  if (audio === undefined) return undefined;
  return new Blob([fromBase64(audio)], mediaType === undefined ? {} : { type: mediaType });
}
