/** How AI SmartTalk tells of a spoken reply: the events of chat, with those of speech and the times of the steps. */

import type { EventOf } from "@parley/server";
import type { Dialect } from "../../core/run/index.ts";
import { type ChatState, tell } from "../chat/dialect.ts";
import type { ReplyEvent } from "../chat/reply.ts";
import type { contract } from "../contract.ts";

/** An event of a voice stream. */
export type VoiceEvent = EventOf<typeof contract, "sendSpokenMessage">;

/** What has been told, and when the steps began. */
interface VoiceState extends ChatState {
  readonly heardAt?: number;
  readonly answeredAt?: number;
}

/** Tells a reply to speech. @param transcriptionMs - What it took to understand it. */
export function voiceDialect(transcriptionMs: number): Dialect<VoiceState, ReplyEvent, VoiceEvent> {
  return {
    start: () => ({ hasStarted: false }),
    step: (state, { event, at }) => {
      if (event.type === "history_end") return { state, events: [] };
      if (event.type === "transcription") {
        const heard: VoiceEvent = { type: "transcription", data: { type: "transcription", text: event.text } };
        return { state: { ...state, heardAt: at }, events: [heard] };
      }
      const started: VoiceEvent[] = state.hasStarted ? [] : [{ type: "stream_start", data: { type: "stream_start" } }];
      const next: VoiceState = {
        ...state,
        hasStarted: true,
        ...(event.type === "error" && { error: event }),
        ...(event.type === "done" && { answeredAt: at }),
      };
      switch (event.type) {
        case "speech_start":
          return { state: next, events: [...started, { type: "tts_start", data: { type: "tts_start" } }] };
        case "speech_end": {
          const { audio, mediaType } = event;
          const spoken: VoiceEvent = { type: "tts_complete", data: { type: "tts_complete", audio, mediaType } };
          return { state: next, events: [...started, spoken] };
        }
        case "run_end": {
          if (event.status !== "done") return { state: next, events: [...started, ...tell(next, event, true)] };
          const { heardAt = at, answeredAt = at } = state;
          const metrics = {
            transcriptionMs,
            agentMs: answeredAt - heardAt,
            speechMs: at - answeredAt,
            totalMs: transcriptionMs + at - heardAt,
          };
          return { state: next, events: [...started, { type: "stream_end", data: { type: "stream_end", metrics } }] };
        }
        default:
          return { state: next, events: [...started, ...tell(next, event, true)] };
      }
    },
  };
}
