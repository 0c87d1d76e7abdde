import { streamReply } from "@parley/contracts/chatzy/streams";
import { describe, expect, test } from "vitest";
import {
  accepted,
  brokenStream,
  conversationOf,
  createPlatform,
  readEvents,
  stream,
  text,
} from "./__fixtures__/platform.ts";
import type { ReplyEvent } from "./reply.ts";
import { readReply } from "./reply.ts";
import { ReplyFailedError, readFailureReason } from "./reply-errors.ts";

test("a reply is text and tool phases, then the message", async () => {
  const platform = createPlatform({
    "/get_inference": accepted,
    "/get-response": () =>
      stream(text("One moment."), "call_again", "call_again", text(""), text(" Sun"), "news", "close_connection"),
  });
  const reply = await conversationOf(platform).send("Hi");
  expect(await readEvents(reply)).toEqual({
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
  expect(await readReply(reply)).toEqual({ text: "One moment. Sun", id: undefined });
  expect(reply.userMessage).toEqual({ id: "m2", createdAt: "2025-09-04T08:55:02.740Z" });
  expect(platform.asked).toEqual(["POST /get_inference", "GET /get-response?token=first"]);
});

test("a tool that is still at work ends with the reply", async () => {
  const platform = createPlatform({
    "/get_inference": accepted,
    "/get-response": () => stream("call_again", "[DONE]"),
  });
  const { events } = await readEvents(await conversationOf(platform).send("Hi"));
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
    expect(await Promise.all([readReply(reply), readReply(reply)])).toEqual([
      { text: "Sun", id: undefined },
      { text: "Sun", id: undefined },
    ]);
    expect(platform.asked).toHaveLength(2);
  });

  test("fails when the reply was left", async () => {
    const reply = await conversationOf(createPlatform(answers)).send("Hi");
    for await (const _event of reply) break;
    await expect(readReply(reply)).rejects.toMatchObject({ name: "AbortError", code: "aborted" });
  });

  test("fails when the reply was closed before it was read", async () => {
    const reply = await conversationOf(createPlatform(answers)).send("Hi");
    await reply[Symbol.asyncIterator]().return?.();
    await expect(readReply(reply)).rejects.toMatchObject({ name: "AbortError", code: "aborted" });
  });

  test("fails like the reply", async () => {
    const platform = createPlatform({ "/get_inference": accepted, "/get-response": () => stream("[FROZEN]") });
    const reply = await conversationOf(platform).send("Hi");
    const { error } = await readEvents(reply);
    await expect(readReply(reply)).rejects.toBe(error);
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
    const { error } = await readEvents(await conversationOf(platform).send("Hi"));
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
