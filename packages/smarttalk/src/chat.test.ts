import {
  createTokenSource,
  isParleyError,
  RateLimitError,
  StreamEndedEarlyError,
  StreamFailedError,
} from "@parley/client";
import { expect, test } from "vitest";
import { type Answer, createPlatform, events, json } from "./__fixtures__/server.ts";
import { anonymous, oauth } from "./auth.ts";
import { sendChatMessage, streamChatMessage } from "./chat.ts";
import { createSmartTalk } from "./client.ts";
import { foldReply, type ReplyEvent, readReply } from "./reply.ts";

const conversation = { chatInstanceId: "instance-1", chatModelId: "model-1" };
const message = { ...conversation, message: "Where is my parcel?" };

function visitorOf(...answers: Answer[]) {
  const platform = createPlatform(...answers);
  return { ...platform, client: createSmartTalk({ auth: anonymous(), fetch: platform.fetch }) };
}

test("a message is asked for as JSON", async () => {
  const { client, asked } = visitorOf(json({ message: { id: "1", text: "Tomorrow." } }));
  const reply = await sendChatMessage(client, { ...message, lang: "en", messages: [{ id: "0", text: "Hello" }] });
  expect(reply).toEqual({ message: { id: "1", text: "Tomorrow." } });
  expect(asked).toMatchObject([
    { target: "/api/chat", body: { ...message, lang: "en", messages: [{ id: "0", text: "Hello" }] } },
  ]);
});

test("a stream is asked for in query and body", async () => {
  const { client, asked } = visitorOf(
    events({ type: "stream_start" }, { type: "agent_response", text: "Tomorrow." }, { type: "stream_end" }),
  );
  const reply = await readReply(await streamChatMessage(client, { ...message, includeTokens: false }));
  expect(reply).toEqual({ transcription: undefined, text: "Tomorrow.", tools: [], audio: undefined });
  expect(asked).toMatchObject([
    {
      target: "/api/chat?stream=true",
      headers: { accept: "text/event-stream" },
      body: { ...message, includeTokens: false, stream: true },
    },
  ]);
});

test("a stream that is cut keeps what had come", async () => {
  const { client, asked } = visitorOf(events({ type: "stream_start" }, { type: "token", text: "To" }));
  const error = await readReply(await streamChatMessage(client, message)).catch((reason: unknown) => reason);
  if (!(error instanceof StreamEndedEarlyError)) throw error;
  expect(foldReply(error.partial as ReplyEvent[]).text).toBe("To");
  // A message that is sent again would be said twice.
  expect(asked).toHaveLength(1);
});

test("a stream that fails in the middle says why and keeps what had come", async () => {
  const { client } = visitorOf(
    events(
      { type: "stream_start" },
      { type: "token", text: "To" },
      { type: "error", code: "UNAVAILABLE", message: "No model" },
    ),
  );
  const error = await readReply(await streamChatMessage(client, message)).catch((reason: unknown) => reason);
  if (!(error instanceof StreamFailedError)) throw error;
  expect([error.code, foldReply(error.partial as ReplyEvent[]).text]).toEqual(["UNAVAILABLE", "To"]);
});

test("an event that nobody knows is passed on", async () => {
  const { client } = visitorOf(
    events({ type: "stream_start" }, { type: "mood" }, { type: "agent_response", text: "Hm." }, { type: "stream_end" }),
  );
  const types: string[] = [];
  for await (const { type } of await streamChatMessage(client, message)) types.push(type);
  expect(types).toEqual(["stream_start", "unknown", "agent_response", "stream_end"]);
});

test("a token that is refused is replaced and the message sent once more", async () => {
  const tokens = ["token-1", "token-2"].values();
  const source = createTokenSource({ fetchToken: async () => tokens.next().value ?? "" });
  const { fetch, asked } = createPlatform(
    json({ code: "AUTH_REQUIRED" }, { status: 401 }),
    json({ message: { text: "Tomorrow." } }),
  );
  const client = createSmartTalk({ auth: oauth(source), fetch });
  expect(await sendChatMessage(client, message)).toEqual({ message: { text: "Tomorrow." } });
  expect(asked.map(({ headers }) => headers.authorization)).toEqual(["Bearer token-1", "Bearer token-2"]);
});

test("a second refusal is an error", async () => {
  const source = createTokenSource({ fetchToken: async () => crypto.randomUUID() });
  const { fetch, asked } = createPlatform(json({ code: "AUTH_REQUIRED" }, { status: 401 }));
  const client = createSmartTalk({ auth: oauth(source), fetch });
  const error = await streamChatMessage(client, message).catch((reason: unknown) => reason);
  expect(isParleyError(error) && error.code).toBe("AUTH_REQUIRED");
  expect(asked).toHaveLength(2);
});

test("too many messages are an error that says how long to wait", async () => {
  const { client, asked } = visitorOf(json({ code: "RATE_LIMITED" }, { status: 429, headers: { "retry-after": "2" } }));
  const error = await sendChatMessage(client, message).catch((reason: unknown) => reason);
  if (!(error instanceof RateLimitError)) throw error;
  expect([error.code, error.retryAfter, asked.length]).toEqual(["RATE_LIMITED", 2_000, 1]);
});
