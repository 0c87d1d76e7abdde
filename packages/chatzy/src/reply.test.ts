import { streamReply } from "@parley/contracts/chatzy/streams";
import { describe, expect, test } from "vitest";
import {
  accepted,
  brokenStream,
  conversationId,
  conversationOf,
  createPlatform,
  history,
  json,
  status,
  stream,
  streamToken,
  text,
} from "./__fixtures__/platform.ts";
import type { Reply, ReplyEvent } from "./reply.ts";
import { ReplyFailedError, ReplyLostError, readFailureReason } from "./reply-errors.ts";

const stored = [
  { message_id: "m1", role: "assistant", content: "Hello!", message_order: 1 },
  { message_id: "m2", role: "user", content: "Hi", message_order: 2 },
  { message_id: "m3", role: "assistant", content: "How are you?", message_order: 3 },
];
const query = `?conversation_id=${conversationId}`;

async function collect(reply: Reply): Promise<{ events: ReplyEvent[]; error?: unknown }> {
  const events: ReplyEvent[] = [];
  try {
    for await (const event of reply) events.push(event);
    return { events };
  } catch (error) {
    return { events, error };
  }
}

test("a reply is text and tool phases, then the message", async () => {
  const platform = createPlatform({
    "/get_inference": accepted,
    "/get-response": () =>
      stream(text("One moment."), "call_again", "call_again", text(""), text(" Sun"), "news", "close_connection"),
  });
  const reply = await conversationOf(platform).send("Hi");
  expect(await collect(reply)).toEqual({
    events: [
      { type: "text_delta", delta: "One moment.", text: "One moment." },
      { type: "tool_start" },
      { type: "tool_end" },
      { type: "tool_start" },
      { type: "tool_end" },
      { type: "text_delta", delta: " Sun", text: "One moment. Sun" },
      expect.objectContaining({ type: "unknown", data: "news" }),
      { type: "message_end", message: { text: "One moment. Sun", id: undefined } },
    ],
  });
  expect(await reply.finalMessage()).toEqual({ text: "One moment. Sun", id: undefined });
  expect(reply.userMessage).toEqual({ id: "m2", createdAt: "2025-09-04T08:55:02.740Z" });
  expect(platform.asked).toEqual(["POST /get_inference", "GET /get-response?token=first"]);
});

test("a tool that is still at work ends with the reply", async () => {
  const platform = createPlatform({
    "/get_inference": accepted,
    "/get-response": () => stream("call_again", "[DONE]"),
  });
  const { events } = await collect(await conversationOf(platform).send("Hi"));
  expect(events).toEqual([
    { type: "tool_start" },
    { type: "tool_end" },
    { type: "message_end", message: { text: "", id: undefined } },
  ]);
});

describe("finalMessage", () => {
  const answers = { "/get_inference": accepted, "/get-response": () => stream(text("Sun"), "close_connection") };

  test("reads the reply that nobody reads", async () => {
    const platform = createPlatform(answers);
    const reply = await conversationOf(platform).send("Hi");
    expect(platform.asked).toHaveLength(1);
    expect(await Promise.all([reply.finalMessage(), reply.finalMessage()])).toEqual([
      { text: "Sun", id: undefined },
      { text: "Sun", id: undefined },
    ]);
    expect(platform.asked).toHaveLength(2);
  });

  test("fails when the reply was left", async () => {
    const reply = await conversationOf(createPlatform(answers)).send("Hi");
    for await (const _event of reply) break;
    await expect(reply.finalMessage()).rejects.toMatchObject({ name: "AbortError", code: "aborted" });
  });

  test("fails when the reply was closed before it was read", async () => {
    const reply = await conversationOf(createPlatform(answers)).send("Hi");
    await reply[Symbol.asyncIterator]().return?.();
    await expect(reply.finalMessage()).rejects.toMatchObject({ name: "AbortError", code: "aborted" });
  });

  test("fails like the reply", async () => {
    const platform = createPlatform({ "/get_inference": accepted, "/get-response": () => stream("[FROZEN]") });
    const reply = await conversationOf(platform).send("Hi");
    const { error } = await collect(reply);
    await expect(reply.finalMessage()).rejects.toBe(error);
  });
});

test("leaving the loop closes the stream", async () => {
  let isCancelled = false;
  const body = new ReadableStream({
    pull: (controller) => controller.enqueue(new TextEncoder().encode(`data: ${text("Sun")}\n\n`)),
    cancel: () => {
      isCancelled = true;
    },
  });
  const platform = createPlatform({
    "/get_inference": accepted,
    "/get-response": () => new Response(body, { headers: { "content-type": "text/event-stream" } }),
  });
  for await (const _event of await conversationOf(platform).send("Hi")) break;
  expect(isCancelled).toBe(true);
});

test("the signal ends the reply", async () => {
  const controller = new AbortController();
  const platform = createPlatform({
    "/get_inference": accepted,
    "/get-response": () => brokenStream(text("Sun")),
  });
  const reply = await conversationOf(platform).send("Hi", { signal: controller.signal });
  const events: ReplyEvent[] = [];
  const read = async () => {
    for await (const event of reply) {
      events.push(event);
      controller.abort();
    }
  };
  await expect(read()).rejects.toMatchObject({ name: "AbortError", code: "aborted" });
  expect(events).toEqual([{ type: "text_delta", delta: "Sun", text: "Sun" }]);
});

describe("failures", () => {
  test.each([
    { before: [], data: "[FROZEN]", code: "frozen", words: "the contact is frozen" },
    { before: [], data: "[BLACKLISTED]", code: "blacklisted", words: "the contact is blocked" },
    { before: [], data: "no_message_found", code: "no_message_found", words: "no user message" },
    {
      before: ["Sun"],
      data: "close_connection_incomplete_content",
      code: "incomplete_content",
      words: "outgrew the context window",
    },
    {
      before: ["Sun"],
      data: "close_connection_incomplete_tool_calls",
      code: "incomplete_tool_calls",
      words: "of a tool call",
    },
    {
      before: ["Sun"],
      data: "close_connection_incomplete_request",
      code: "incomplete_request",
      words: "the reply was produced",
    },
    { before: ["Sun"], data: "__ERROR__: Too slow", code: "processing_failed", words: "the message: Too slow" },
    { before: ["Sun"], data: "__ERROR__:", code: "processing_failed", words: "could not process the message" },
  ])("$data is $code", async ({ before, data, code, words }) => {
    const platform = createPlatform({
      "/get_inference": accepted,
      "/get-response": () => stream(...before.map(text), data),
    });
    const { error } = await collect(await conversationOf(platform).send("Hi"));
    expect(error).toBeInstanceOf(ReplyFailedError);
    expect(error).toMatchObject({
      name: "ReplyFailedError",
      code,
      data,
      partial: before.join(""),
      operationId: "streamReply",
    });
    expect(String(error)).toContain(words);
    expect(platform.asked).toHaveLength(2);
  });

  test("each failure of the contract has a reason of its own", () => {
    const words = streamReply.failures.map((name) => streamReply.events[name]?.text ?? "__ERROR__: why");
    expect(words.map(readFailureReason)).toEqual([
      "incomplete_content",
      "incomplete_tool_calls",
      "incomplete_request",
      "processing_failed",
      "no_message_found",
      "frozen",
      "blacklisted",
    ]);
  });
});

describe("recovery of a dropped stream", () => {
  test("case 1, nothing generated yet: a fresh token opens the stream again", async () => {
    const platform = createPlatform({
      "/get_inference": accepted,
      "/get-response": [() => brokenStream(), () => stream(text("Sun"), "close_connection")],
      "/get_stream_status": status("is_streaming", null),
      "/generate_secret": streamToken("second"),
    });
    const { events, error } = await collect(await conversationOf(platform).send("Hi"));
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
    const { events } = await collect(await conversationOf(platform).send("Hi"));
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
    const { events } = await collect(await conversationOf(platform, { pollInterval: 700 }).send("Hi"));
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
    const { events, error } = await collect(await conversationOf(platform, { maxTries: 3 }).send("Hi"));
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
    const { events } = await collect(await conversationOf(platform).send("Hi"));
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
    const { error } = await collect(await conversationOf(platform).send("Hi"));
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
    const { error } = await collect(await conversationOf(platform).send("Hi"));
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
    const { error } = await collect(await conversationOf(platform, { maxTries: 4 }).send("Hi"));
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
    expect(await reply.finalMessage()).toEqual({ text: "Sun", id: undefined });
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
    const { error } = await collect(await conversationOf(platform).send("Hi"));
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
    const { error } = await collect(await conversationOf(platform).send("Hi", { signal: controller.signal }));
    expect(error).toMatchObject({ name: "AbortError", code: "aborted" });
  });

  test("resumeReply looks for the reply to the newest message", async () => {
    const platform = createPlatform({
      "/get_stream_status": [status("is_streaming", "processing"), status("completed", "completed")],
      "/get_messages_for_conversation": history(...stored),
    });
    expect(await collect(conversationOf(platform).resumeReply())).toEqual({
      events: [
        { type: "recovery_start", error: undefined },
        { type: "recovery_end" },
        { type: "text_delta", delta: "How are you?", text: "How are you?" },
        { type: "message_end", message: { text: "How are you?", id: "m3" } },
      ],
    });
  });
});
