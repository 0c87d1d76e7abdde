import { expect, test } from "vitest";
import { foldReply, type ReplyEvent, spokenAudio } from "./reply.ts";

const all: ReplyEvent[] = [
  { type: "transcription", data: { type: "transcription", text: "Parcel?" } },
  { type: "stream_start", data: { type: "stream_start" } },
  { type: "token", data: { type: "token", text: "To" } },
  { type: "tool_start", data: { type: "tool_start", name: "SEARCH_FAQ" } },
  { type: "tool_end", data: { type: "tool_end", name: "SEARCH_FAQ" } },
  { type: "token", data: { type: "token", text: "day" } },
  { type: "unknown", event: "", data: "{}" },
  { type: "agent_response", data: { type: "agent_response", text: "Today." } },
  { type: "stream_end", data: { type: "stream_end" } },
];

test.each([
  [0, undefined, "", []],
  [3, "Parcel?", "To", []],
  [7, "Parcel?", "Today", ["SEARCH_FAQ"]],
  [9, "Parcel?", "Today.", ["SEARCH_FAQ"]],
])("the first %i events make up a reply", (count, transcription, text, tools) => {
  expect(foldReply(all.slice(0, count))).toEqual({ transcription, text, tools, audio: undefined });
});

test("audio has its type and its bytes", async () => {
  const { audio } = foldReply([
    { type: "tts_complete", data: { type: "tts_complete", audio: "AP8Q", mediaType: "audio/wav" } },
  ]);
  expect(audio?.type).toBe("audio/wav");
  expect(new Uint8Array((await audio?.arrayBuffer()) ?? [])).toEqual(Uint8Array.of(0, 255, 16));
});

test("a reply without audio has none", () => {
  expect(spokenAudio({ mediaType: "audio/wav" })).toBeUndefined();
});
