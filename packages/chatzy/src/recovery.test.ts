import { describe, expect, test } from "vitest";
import {
  accepted,
  brokenStream,
  conversationId,
  conversationOf,
  createPlatform,
  history,
  json,
  readEvents,
  status,
  stream,
  streamToken,
  text,
} from "./__fixtures__/platform.ts";
import { readReply } from "./reply.ts";
import { ReplyLostError } from "./reply-errors.ts";

const stored = [
  { message_id: "m1", role: "assistant", content: "Hello!", message_order: 1 },
  { message_id: "m2", role: "user", content: "Hi", message_order: 2 },
  { message_id: "m3", role: "assistant", content: "How are you?", message_order: 3 },
];
const query = `?conversation_id=${conversationId}`;

describe("recovery of a dropped stream", () => {
  test("case 1, nothing generated yet: a fresh token opens the stream again", async () => {
    const platform = createPlatform({
      "/get_inference": accepted,
      "/get-response": [() => brokenStream(), () => stream(text("Sun"), "close_connection")],
      "/get_stream_status": status("is_streaming", null),
      "/generate_secret": streamToken("second"),
    });
    const { events, error } = await readEvents(await conversationOf(platform).send("Hi"));
    expect(error).toBeUndefined();
    expect(events).toEqual([
      { type: "recovery_start", error: expect.objectContaining({ code: "stream_ended_early" }) },
      { type: "recovery_end" },
      { type: "text_delta", delta: "Sun", text: "Sun" },
      { type: "message_end", message: { text: "Sun", id: undefined } },
    ]);
    expect(platform.asked).toEqual([
      "POST /get_inference",
      "GET /get-response?token=first",
      `GET /get_stream_status${query}`,
      `GET /generate_secret${query}`,
      "GET /get-response?token=second",
    ]);
  });

  test("case 1 with text shown: the text is taken back", async () => {
    const platform = createPlatform({
      "/get_inference": accepted,
      "/get-response": [() => brokenStream(text("Su")), () => stream(text("Sun"), "close_connection")],
      "/get_stream_status": status("is_streaming", null),
      "/generate_secret": streamToken("second"),
    });
    const { events } = await readEvents(await conversationOf(platform).send("Hi"));
    expect(events.map(({ type }) => type)).toEqual([
      "text_delta",
      "recovery_start",
      "recovery_end",
      "text_reset",
      "text_delta",
      "message_end",
    ]);
  });

  test("case 2, being generated: asks until it is complete, then reads the history", async () => {
    const platform = createPlatform({
      "/get_inference": accepted,
      "/get-response": () => brokenStream(text("How"), "call_again"),
      "/get_stream_status": [
        status("is_streaming", "processing"),
        status("is_streaming", "processing"),
        status("completed", "completed"),
      ],
      "/get_messages_for_conversation": history(...stored),
    });
    const { events } = await readEvents(await conversationOf(platform, { pollInterval: 700 }).send("Hi"));
    expect(events).toEqual([
      { type: "text_delta", delta: "How", text: "How" },
      { type: "tool_start" },
      { type: "tool_end" },
      { type: "recovery_start", error: expect.objectContaining({ code: "stream_ended_early" }) },
      { type: "recovery_end" },
      { type: "text_delta", delta: " are you?", text: "How are you?" },
      { type: "message_end", message: { text: "How are you?", id: "m3" } },
    ]);
    expect(platform.pauses).toEqual([700, 700]);
  });

  test("case 2 without an end: stops after maxTries", async () => {
    const platform = createPlatform({
      "/get_inference": accepted,
      "/get-response": () => brokenStream(text("How")),
      "/get_stream_status": status("is_streaming", "processing"),
    });
    const { events, error } = await readEvents(await conversationOf(platform, { maxTries: 3 }).send("Hi"));
    expect(events.map(({ type }) => type)).toEqual(["text_delta", "recovery_start"]);
    expect(error).toBeInstanceOf(ReplyLostError);
    expect(error).toMatchObject({
      code: "still_processing",
      partial: "How",
      status: { streamStatus: "is_streaming", responseProcessingStatus: "processing" },
      cause: expect.objectContaining({ code: "stream_ended_early" }),
    });
    expect(platform.asked.filter((line) => line.includes("status"))).toHaveLength(3);
    expect(platform.pauses).toEqual([1000, 1000]);
  });

  test("case 3, complete: the history has the reply", async () => {
    const platform = createPlatform({
      "/get_inference": accepted,
      "/get-response": () => brokenStream(text("Hm"), text(", how")),
      "/get_stream_status": status("completed", "completed"),
      "/get_messages_for_conversation": history(...stored),
    });
    const { events } = await readEvents(await conversationOf(platform).send("Hi"));
    expect(events.slice(2)).toEqual([
      { type: "recovery_start", error: expect.objectContaining({ code: "stream_ended_early" }) },
      { type: "recovery_end" },
      { type: "text_reset" },
      { type: "text_delta", delta: "How are you?", text: "How are you?" },
      { type: "message_end", message: { text: "How are you?", id: "m3" } },
    ]);
    expect(platform.asked.slice(2)).toEqual([
      `GET /get_stream_status${query}`,
      `GET /get_messages_for_conversation${query}&limit=100&offset=0`,
    ]);
  });

  test("case 3 without the reply in the history", async () => {
    const platform = createPlatform({
      "/get_inference": accepted,
      "/get-response": () => brokenStream(),
      "/get_stream_status": status("completed", "completed"),
      "/get_messages_for_conversation": history(...stored.slice(0, 2)),
    });
    const { error } = await readEvents(await conversationOf(platform).send("Hi"));
    expect(error).toMatchObject({ name: "ReplyLostError", code: "no_stored_reply" });
  });

  test.each([
    ["paused", null],
    ["is_streaming", "completed"],
    ["completed", "processing"],
    ["is_streaming", "queued"],
  ])("case 4, %s and %s: stops with a typed error", async (streamStatus, responseProcessingStatus) => {
    const platform = createPlatform({
      "/get_inference": accepted,
      "/get-response": () => brokenStream(text("How")),
      "/get_stream_status": status(streamStatus, responseProcessingStatus),
    });
    const { error } = await readEvents(await conversationOf(platform).send("Hi"));
    expect(error).toMatchObject({
      name: "ReplyLostError",
      code: "unexpected_status",
      partial: "How",
      status: { streamStatus, responseProcessingStatus },
    });
    expect(JSON.parse(JSON.stringify(error))).toMatchObject({ status: { streamStatus, responseProcessingStatus } });
    expect(platform.asked).toHaveLength(3);
  });

  test("streams that keep dropping are not opened for ever", async () => {
    const platform = createPlatform({
      "/get_inference": accepted,
      "/get-response": () => brokenStream(),
      "/get_stream_status": status("is_streaming", null),
      "/generate_secret": streamToken("next"),
    });
    const { error } = await readEvents(await conversationOf(platform, { maxTries: 4 }).send("Hi"));
    expect(error).toMatchObject({ name: "ReplyLostError", code: "still_processing" });
    expect(platform.asked.filter((line) => line.includes("get-response"))).toHaveLength(5);
  });

  test.each([
    { name: "a token that was kept too long", answer: () => json({ message: "Token expired" }, 401) },
    { name: "a platform that fails", answer: () => json({ message: "Internal server error" }, 500) },
    { name: "too many requests", answer: () => json({ message: "Too Many Requests" }, 429) },
    { name: "no connection", answer: () => Promise.reject(new TypeError("fetch failed")) },
    { name: "a stream without its terminal word", answer: () => stream(text("How")) },
  ])("$name is a drop", async ({ answer }) => {
    const platform = createPlatform({
      "/get_inference": accepted,
      "/get-response": [answer, () => stream(text("Sun"), "close_connection")],
      "/get_stream_status": status("is_streaming", null),
      "/generate_secret": streamToken("second"),
    });
    const reply = await conversationOf(platform).send("Hi");
    expect(await readReply(reply)).toEqual({ text: "Sun", id: undefined });
    expect(platform.asked.filter((line) => line.includes("get-response"))).toEqual([
      "GET /get-response?token=first",
      "GET /get-response?token=second",
    ]);
  });

  test("a new token that is refused ends the reply, and no token is in the error", async () => {
    const platform = createPlatform({
      "/get_inference": accepted,
      "/get-response": () => json({ message: "Token already used" }, 401),
      "/get_stream_status": status("is_streaming", null),
      "/generate_secret": streamToken("second"),
    });
    const { error } = await readEvents(await conversationOf(platform).send("Hi"));
    expect(error).toMatchObject({
      name: "AuthenticationError",
      message: "streamReply was refused with 401 Token already used",
    });
    expect(platform.asked.at(-1)).toBe("GET /get-response?token=second");
    expect(platform.asked).toHaveLength(5);
  });

  test("the signal ends the search", async () => {
    const controller = new AbortController();
    const platform = createPlatform({
      "/get_inference": accepted,
      "/get-response": () => brokenStream(),
      "/get_stream_status": () => {
        controller.abort();
        return status("is_streaming", "processing")(new Request("https://chatzy.parley.dev"));
      },
    });
    const { error } = await readEvents(await conversationOf(platform).send("Hi", { signal: controller.signal }));
    expect(error).toMatchObject({ name: "AbortError", code: "aborted" });
  });

  test("resumeReply looks for the reply to the newest message", async () => {
    const platform = createPlatform({
      "/get_stream_status": [status("is_streaming", "processing"), status("completed", "completed")],
      "/get_messages_for_conversation": history(...stored),
    });
    expect(await readEvents(conversationOf(platform).resumeReply())).toEqual({
      events: [
        { type: "recovery_start", error: undefined },
        { type: "recovery_end" },
        { type: "text_delta", delta: "How are you?", text: "How are you?" },
        { type: "message_end", message: { text: "How are you?", id: "m3" } },
      ],
    });
  });
});
