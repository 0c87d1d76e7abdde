import { Chat } from "@ai-sdk/react";
import { type RunningMock, startMock } from "@parley/tooling/mock";
import type { UIMessage } from "ai";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Answer, createPlatform, events, json } from "./__fixtures__/server.ts";
import { createSmartTalkChatTransport } from "./ai-sdk.ts";
import { anonymous, oauth } from "./auth.ts";
import { createSmartTalk } from "./client.ts";

const chatModelId = "model-1";
let mock: RunningMock;

beforeAll(async () => {
  mock = await startMock("smarttalk");
});

afterAll(() => mock.stop());

const opened = json({ chatInstanceId: "instance-1", visitorToken: "visitor-1" });
const start = { type: "stream_start" };
const end = { type: "stream_end" };
const token = (text: string) => ({ type: "token", text });

function chatOf(...answers: Answer[]) {
  const platform = createPlatform(opened, ...answers);
  const client = createSmartTalk({ auth: anonymous(), fetch: platform.fetch });
  return {
    ...platform,
    chat: new Chat({ transport: createSmartTalkChatTransport(client, { chatModelId, lang: "en" }) }),
  };
}

/** What is shown of a message: texts, and the state of tools. */
function shown({ lastMessage }: Chat<UIMessage>): unknown[] {
  return (lastMessage?.parts ?? []).flatMap((part): unknown[] => {
    if (part.type === "text") return [part.text];
    return part.type === "dynamic-tool" ? [[part.toolCallId, part.toolName, part.state]] : [];
  });
}

test("a reply with a tool, from the mock", async () => {
  const fetchExample = (request: Request) => {
    if (request.url.includes("stream=true")) request.headers.set("prefer", "example=toolCall");
    return fetch(request);
  };
  const client = createSmartTalk({ auth: anonymous(), baseUrl: mock.baseUrl, fetch: fetchExample });
  const chat = new Chat({ transport: createSmartTalkChatTransport(client, { chatModelId }) });
  await chat.sendMessage({ text: "Where is my parcel?" });
  expect([chat.status, chat.error]).toEqual(["ready", undefined]);
  expect(shown(chat)).toEqual([
    expect.stringMatching(/\.$/),
    ["tool-1", expect.stringMatching(/^\w+$/), "output-available"],
    expect.stringMatching(/\.$/),
  ]);
});

test("the first message opens the conversation; a visitor goes on with the token of it", async () => {
  const hello = events(start, token("Hel"), token("lo"), { type: "agent_response", text: "Hello" }, end);
  const { chat, asked } = chatOf(hello);
  await chat.sendMessage({ text: "Hi" });
  await chat.sendMessage({ text: "And now?" });
  const message = { chatInstanceId: "instance-1", chatModelId, lang: "en", stream: true };
  expect(asked.map(({ headers, body }) => [headers["x-chat-visitor-token"], body])).toEqual([
    [undefined, { chatModelId, lang: "en" }],
    ["visitor-1", { ...message, message: "Hi" }],
    ["visitor-1", { ...message, message: "And now?" }],
  ]);
  expect(shown(chat)).toEqual(["Hello"]);
});

test("a user who is signed in stays so", async () => {
  const { fetch, asked } = createPlatform(opened, events(start, { type: "agent_response", text: "Hello" }, end));
  const client = createSmartTalk({ auth: oauth("token-1"), fetch });
  const chat = new Chat({ transport: createSmartTalkChatTransport(client, { chatModelId }) });
  await chat.sendMessage({ text: "Hi" });
  expect(asked.map(({ headers }) => headers.authorization)).toEqual(["Bearer token-1", "Bearer token-1"]);
  expect(asked[1]?.headers).not.toHaveProperty("x-chat-visitor-token");
});

const tool = [
  { type: "tool_start", name: "track_parcel" },
  { type: "tool_end", name: "track_parcel" },
];

test.each<[name: string, data: object[], parts: unknown[]]>([
  ["no tokens", [{ type: "agent_response", text: "Hello" }], ["Hello"]],
  ["a whole text that says more", [token("Hel"), { type: "agent_response", text: "Hello" }], ["Hello"]],
  [
    "another whole text",
    [token("Hm"), ...tool, token("Hello"), { type: "agent_response", text: "Good day" }],
    [["tool-1", "track_parcel", "output-available"], "Good day"],
  ],
])("a reply with %s", async (_name, data, parts) => {
  const { chat } = chatOf(events(start, ...data, end));
  await chat.sendMessage({ text: "Hi" });
  expect([chat.error, shown(chat)]).toEqual([undefined, parts]);
});

test("a failure in the middle keeps what had come", async () => {
  const { chat } = chatOf(events(start, token("To"), { type: "error", code: "UNAVAILABLE", message: "No model" }));
  await chat.sendMessage({ text: "Hi" });
  expect([chat.status, chat.error?.message, shown(chat)]).toEqual([
    "error",
    "sendChatMessage failed in the middle of the stream, by the event error: No model",
    ["To"],
  ]);
});

test("files are refused before anything is sent", async () => {
  const { chat, asked } = chatOf();
  await chat.sendMessage({ text: "Hi", files: [{ type: "file", url: "data:,a", mediaType: "text/plain" }] });
  expect([chat.error, asked]).toEqual([expect.objectContaining({ code: "files_not_taken" }), []]);
});

test("stop closes the stream and keeps the text", async () => {
  const closed = Promise.withResolvers<void>();
  const wire = [start, token("Hel")].map((data) => `data: ${JSON.stringify(data)}\n\n`).join("");
  const body = new ReadableStream({
    start: (controller) => controller.enqueue(new TextEncoder().encode(wire)),
    cancel: () => closed.resolve(),
  });
  const { chat } = chatOf(() => new Response(body, { headers: { "content-type": "text/event-stream" } }));
  const seen = Promise.withResolvers<void>();
  chat["~registerMessagesCallback"](() => {
    if (shown(chat).includes("Hel")) seen.resolve();
  });
  const sent = chat.sendMessage({ text: "Hi" });
  await seen.promise;
  await chat.stop();
  await Promise.all([sent, closed.promise]);
  expect([chat.status, chat.error, shown(chat)]).toEqual(["ready", undefined, ["Hel"]]);
});

test("there is nothing to resume", async () => {
  const { chat } = chatOf();
  await chat.resumeStream();
  expect([chat.status, chat.messages]).toEqual(["ready", []]);
});
