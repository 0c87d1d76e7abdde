/** Every function against the mock of the contract, which refuses requests that the contract does not have. */

import { type RunningMock, startMock } from "@parley/tooling/mock";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { chatbotId, conversationId } from "./__fixtures__/platform.ts";
import {
  createChatzy,
  insertNudge,
  listMessages,
  openInbox,
  openStream,
  type ReplyEvent,
  readReply,
  resumeConversation,
  startConversation,
  transcribe,
  unwrap,
  uploadDocument,
} from "./index.ts";
import * as operations from "./operations.ts";
import { createTokenPair, refreshAccessToken } from "./server.ts";

let mock: RunningMock;

beforeAll(async () => {
  mock = await startMock("chatzy");
});

afterAll(() => mock.stop());

/** A client of the mock; `prefer` chooses other examples by path, S3 is played here. */
function connect(prefer: Readonly<Record<string, string>> = {}) {
  return createChatzy({
    baseUrl: mock.baseUrl,
    fetch: async (sent) => {
      const { pathname, hostname } = new URL(sent.url);
      if (hostname.endsWith("amazonaws.com")) return new Response(null, { status: 204 });
      const wish = prefer[pathname];
      if (wish) sent.headers.set("prefer", wish);
      // The mock gives an error only to those who take its media type.
      if (wish?.startsWith("code=")) sent.headers.delete("accept");
      return fetch(sent);
    },
  });
}

async function collect<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const collected: Item[] = [];
  for await (const item of items) collected.push(item);
  return collected;
}

const plan =
  "How exciting! Tell me where you would like to go, when you want to leave and how many people travel with you. Then I will draft a plan for every day, with a hotel and the way to get there.";

test("a conversation, from the greeting to the reply", async () => {
  const conversation = await startConversation(connect(), { chatbotId });
  expect(conversation).toMatchObject({
    conversationId,
    introductoryMessage: { content: "Hello! 👋", buttons: ["Plan a trip", "Change a booking"] },
  });
  const reply = await conversation.send("Hi, I'd like to plan my trip.", { conversationType: "website" });
  expect(reply).toMatchObject({
    userMessage: { id: "0913fa4c-7eac-4377-b801-58f0c1a151e6", createdAt: "2025-09-04T08:55:02.740Z" },
    introductoryMessage: { id: "ea93f6d3-c556-46a4-928a-ba4d818aa30f", createdAt: "2025-09-04T08:55:02.136Z" },
  });
  expect(await readReply(reply)).toEqual({ text: plan, id: undefined });
});

describe("replies", () => {
  async function read(example: string): Promise<string[]> {
    const chatzy = connect({ "/get-response": `example=${example}` });
    const types: string[] = [];
    try {
      const reply = await resumeConversation(chatzy, { chatbotId, conversationId }).send("Hi");
      for await (const { type } of reply) types.push(type);
    } catch (error) {
      types.push((error as { code: string }).code); // an error of this package
    }
    return types.filter((type, index) => type !== types[index - 1]);
  }

  const readAll = ["text_delta", "message_end"] satisfies ReplyEvent["type"][];
  test.each([
    ["ok", readAll],
    ["toolCall", ["text_delta", "tool_start", "tool_end", "text_delta", "message_end"]],
    ["errorMidStream", ["text_delta", "processing_failed"]],
    ["empty", ["message_end"]],
    ["wholeReply", readAll],
    ["doneMarker", readAll],
    ["noMessageFound", ["no_message_found"]],
    ["incompleteContent", ["text_delta", "incomplete_content"]],
    ["incompleteToolCalls", ["text_delta", "tool_start", "incomplete_tool_calls"]],
    ["incompleteRequest", ["text_delta", "incomplete_request"]],
    ["frozen", ["frozen"]],
    ["blacklisted", ["blacklisted"]],
  ])("%s", async (example, expected) => {
    expect(await read(example)).toEqual(expected);
  });

  test("a refused token is recovered from the history", async () => {
    const chatzy = connect({ "/get-response": "code=401" });
    const reply = await resumeConversation(chatzy, { chatbotId, conversationId }).send("Hi");
    expect(await readReply(reply)).toEqual({ text: plan, id: "5b0f6f5e-0c1d-4a57-9f0e-2f3f7a1c8d42" });
  });

  test("a waiting reply is read with a new token", async () => {
    const chatzy = connect({ "/get_stream_status": "example=queued" });
    const reply = resumeConversation(chatzy, { chatbotId, conversationId }).resumeReply();
    expect(await readReply(reply)).toEqual({ text: plan, id: undefined });
  });
});

test("history", async () => {
  const messages = await collect(listMessages(connect(), { conversationId }));
  expect(messages.map(({ role, messageOrder }) => [role, messageOrder])).toEqual([
    ["assistant", 1],
    ["user", 2],
    ["assistant", 3],
  ]);
});

test("nudge", async () => {
  expect(await insertNudge(connect(), { conversationId, message: "Need help?" })).toBeUndefined();
});

test("transcribe", async () => {
  const audio = new Blob(["RIFF"], { type: "audio/wav" });
  const clip = { chatbotId, conversationId, clientMessageKey: "msg_123", audio };
  expect(await transcribe(connect(), clip)).toBe("HELLO THERE");
});

test("upload, then a message with the document", async () => {
  const chatzy = connect();
  const document = await uploadDocument(chatzy, new File(["%PDF"], "booking.pdf", { type: "application/pdf" }));
  expect(document).toEqual({
    fileName: "booking.pdf",
    mimeType: "application/pdf",
    s3Url: "https://chatzy-kb-store.s3.amazonaws.com/icons/3fa1d79c-79d5-48b0-abcc-65ab4cd0073a",
  });
  const conversation = resumeConversation(chatzy, { chatbotId, conversationId });
  const reply = await conversation.send("Here is my booking.", { documents: [document] });
  expect((await readReply(reply)).text).toBe(plan);
});

test("inbox", async () => {
  const inbox = openInbox(connect(), { userEmailId: "user@example.com", password: "your-password" });
  const contacts = await collect(inbox.contacts({ filter: "all" }));
  expect(contacts.map(({ contactName }) => contactName)).toEqual(["Maria Silva", "Jonas Weber"]);
  const contactId = contacts[0]?.contactId ?? "";
  const { contact, conversations } = await inbox.contact({ contactId });
  expect([contact?.firstName, conversations.length]).toEqual(["Maria", 2]);
  expect(await collect(inbox.messages({ contactId }))).toHaveLength(4);
});

test("a flat list of messages", async () => {
  const chatzy = connect({ "/get_contact_conversation_messages": "example=flat" });
  const inbox = openInbox(chatzy, { userEmailId: "user@example.com", idToken: "eyJ.mine" });
  const messages = await collect(inbox.messages({ contactId: "096662f6-5acc-4699-923c-f7326936b39f" }));
  expect(messages.at(-1)?.waMessages).toEqual([
    { status: "read", createdAt: "2025-09-04T09:12:41.000Z", data: { id: "wamid.HBgMOTE4MjM3NTAyNjEwFQIA" } },
  ]);
});

test("tokens of an iframe", async () => {
  const user = { userId: "user123", chatbotId };
  const pair = await createTokenPair(connect(), { ...user, clientApiKey: "ak-12345678" });
  expect(pair).toMatchObject({ accessTokenExpiresAt: 1753453415000, refreshTokenExpiresAt: 1754057315000 });
  const { accessTokenExpiresAt } = await refreshAccessToken(connect(), { ...user, refreshToken: pair.refreshToken });
  expect(accessTokenExpiresAt).toBe(1753454477000);
});

test("raw operations", async () => {
  const chatzy = connect({ "/get_stream_status": "code=404" });
  const params = { query: { conversation_id: conversationId } };
  const { data } = await unwrap(chatzy.GET("/generate_secret", { params }));
  const stream = await openStream(chatzy, "get", "/get-response", operations.streamReplyEvents, {
    auth: { tempToken: data.temp_token },
  });
  expect((await collect(stream)).at(-1)).toEqual({ type: "close_connection", data: "close_connection" });
  const { error, response } = await chatzy.GET("/get_stream_status", { params });
  expect([response.status, error?.message]).toEqual([404, "Conversation not found"]);
});
