import { Chat } from "@ai-sdk/react";
import { type RunningMock, startMock } from "@parley/tooling/mock";
import type { UIMessage } from "ai";
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  accepted,
  brokenStream,
  chatbotId,
  conversationId,
  createPlatform,
  history,
  json,
  type Platform,
  status,
  stream,
  text,
} from "./__fixtures__/platform.ts";
import { createChatzyChatTransport } from "./ai-sdk.ts";
import { createChatzy } from "./chatzy.ts";

let mock: RunningMock;

beforeAll(async () => {
  mock = await startMock("chatzy");
});

afterAll(() => mock.stop());

const opened = { "/init_conversation": () => json({ data: { valid: true, conversation_id: conversationId } }) };

function chatWith({ chatzy }: Pick<Platform, "chatzy">, conversations = new Map<string, string>()): Chat<UIMessage> {
  return new Chat({ id: "chat-1", transport: createChatzyChatTransport(chatzy, { chatbotId, conversations }) });
}

function textOf(chat: Chat<UIMessage>): string {
  return (chat.lastMessage?.parts ?? []).map((part) => (part.type === "text" ? part.text : "")).join("");
}

test("a reply with a tool, from the mock", async () => {
  const fetchExample = (request: Request) => {
    if (request.url.includes("/get-response")) request.headers.set("prefer", "example=toolCall");
    return fetch(request);
  };
  const chat = chatWith({ chatzy: createChatzy({ baseUrl: mock.baseUrl, fetch: fetchExample }) });
  await chat.sendMessage({ text: "What is the weather in Lisbon?" });
  expect([chat.status, chat.error]).toEqual(["ready", undefined]);
  expect(chat.lastMessage?.parts).toEqual([
    { type: "step-start" },
    { type: "text", text: "One moment, I will look up the weather in Lisbon.", state: "done" },
    expect.objectContaining({
      type: "dynamic-tool",
      toolName: "tool",
      toolCallId: "tool-1",
      state: "output-available",
      input: {},
      output: null,
      providerExecuted: true,
    }),
    {
      type: "text",
      text: " Next week brings sun and 24 °C on most days, so pack light clothes and plan the boat tour for Thursday.",
      state: "done",
    },
  ]);
});

test("the first message opens the conversation, the second goes on in it", async () => {
  const platform = createPlatform({
    ...opened,
    "/get_inference": accepted,
    "/get-response": () => stream(text("Hello"), "close_connection"),
  });
  const conversations = new Map<string, string>();
  const chat = chatWith(platform, conversations);
  await chat.sendMessage({ text: "Hi" });
  await chat.sendMessage({ text: "And now?" });
  expect(platform.asked.map((line) => line.split("?")[0])).toEqual([
    "GET /init_conversation",
    "POST /get_inference",
    "GET /get-response",
    "POST /get_inference",
    "GET /get-response",
  ]);
  expect([...conversations]).toEqual([["chat-1", conversationId]]);
  const [, first] = platform.requests;
  expect(await first?.json()).toMatchObject({ messages: { role: "user", content: "Hi" } });
});

test("files are uploaded as documents", async () => {
  const url = { url: "https://store.parley.dev/", fields: { key: "icons/3fa1" } };
  const platform = createPlatform({
    "/generate_presigned_url_no_auth": () => json({ data: { url } }),
    "store.parley.dev": () => new Response(null, { status: 204 }),
    "/get_inference": accepted,
    "/get-response": () => stream(text("Thanks"), "close_connection"),
  });
  const chat = chatWith(platform, new Map([["chat-1", conversationId]]));
  const file = { type: "file", url: "data:application/pdf;base64,JVBERg==", mediaType: "application/pdf" } as const;
  await chat.sendMessage({ text: "Here", files: [{ ...file, filename: "booking.pdf" }] });
  expect(await platform.requests[2]?.json()).toMatchObject({
    documents: [
      {
        file_name: "booking.pdf",
        mime_type: "application/pdf",
        s3_url: "https://chatzy-kb-store.s3.amazonaws.com/icons/3fa1",
      },
    ],
  });
});

test("a text that comes again from its beginning takes the place of the first", async () => {
  const platform = createPlatform({
    ...opened,
    "/get_inference": accepted,
    "/get-response": () => brokenStream(text("Once upon")),
    "/get_stream_status": status("completed", "completed"),
    "/get_messages_for_conversation": history(
      { message_id: "m2", role: "user", content: "Hi", message_order: 2 },
      { message_id: "m3", role: "assistant", content: "Hello there", message_order: 3 },
    ),
  });
  const chat = chatWith(platform);
  await chat.sendMessage({ text: "Hi" });
  expect([chat.error, textOf(chat)]).toEqual([undefined, "Hello there"]);
});

test("a failure in the middle keeps what had come", async () => {
  const platform = createPlatform({
    ...opened,
    "/get_inference": accepted,
    "/get-response": () => stream(text("I think"), "close_connection_incomplete_content"),
  });
  const chat = chatWith(platform);
  await chat.sendMessage({ text: "Hi" });
  expect([chat.status, chat.error?.message, textOf(chat)]).toEqual([
    "error",
    "streamReply failed, the reply is cut off, because it outgrew the context window of the model",
    "I think",
  ]);
});

test("a message that is refused is the error itself", async () => {
  const chat = chatWith(createPlatform({ ...opened, "/get_inference": () => json({ message: "No" }, 404) }));
  await chat.sendMessage({ text: "Hi" });
  expect(chat.error).toMatchObject({ name: "NotFoundError", status: 404 });
});

test("stop closes the stream and keeps the text", async () => {
  const closed = Promise.withResolvers<void>();
  const body = () =>
    new ReadableStream({
      start: (controller) => controller.enqueue(new TextEncoder().encode(`data: ${text("Hel")}\n\n`)),
      cancel: () => closed.resolve(),
    });
  const platform = createPlatform({
    ...opened,
    "/get_inference": accepted,
    "/get-response": () => new Response(body(), { headers: { "content-type": "text/event-stream" } }),
  });
  const chat = chatWith(platform);
  const shown = Promise.withResolvers<void>();
  chat["~registerMessagesCallback"](() => textOf(chat) === "Hel" && shown.resolve());
  const sent = chat.sendMessage({ text: "Hi" });
  await shown.promise;
  await chat.stop();
  await Promise.all([sent, closed.promise]);
  expect([chat.status, chat.error, textOf(chat)]).toEqual(["ready", undefined, "Hel"]);
});

test.each([
  ["is_streaming", "waits", "Hello"],
  ["completed", "is complete", ""],
])("resuming when the stream status is %s: the reply %s", async (streamStatus, _name, resumed) => {
  const platform = createPlatform({
    "/get_stream_status": status(streamStatus, streamStatus === "completed" ? "completed" : null),
    "/generate_secret": () => json({ data: { temp_token: "second" } }),
    "/get-response": () => stream(text("Hello"), "close_connection"),
  });
  const chat = chatWith(platform, new Map([["chat-1", conversationId]]));
  await chat.resumeStream();
  expect([chat.status, textOf(chat)]).toEqual(["ready", resumed]);
});
