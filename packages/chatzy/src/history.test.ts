import { expect, test } from "vitest";
import { conversationId, conversationOf, createPlatform, history, json } from "./__fixtures__/platform.ts";
import { findStoredReply, type HistoryMessage, listMessages } from "./history.ts";

const path = `GET /get_messages_for_conversation?conversation_id=${conversationId}`;

async function collect<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const collected: Item[] = [];
  for await (const item of items) collected.push(item);
  return collected;
}

test("all pages are read, until one is shorter than asked for", async () => {
  const platform = createPlatform({
    "/get_messages_for_conversation": [
      history({ message_id: "1", message_order: 1 }, { message_id: "2", custom_member: { in_it: true } }),
      history({ message_id: "3" }, { message_id: "4" }),
      history({ message_id: "5" }),
    ],
  });
  expect(await collect(conversationOf(platform).history({ pageSize: 2, offset: 10 }))).toEqual([
    { messageId: "1", messageOrder: 1 },
    { messageId: "2", customMember: { in_it: true } },
    { messageId: "3" },
    { messageId: "4" },
    { messageId: "5" },
  ]);
  expect(platform.asked).toEqual([
    `${path}&limit=2&offset=10`,
    `${path}&limit=2&offset=12`,
    `${path}&limit=2&offset=14`,
  ]);
});

test("a list that ends with a full page ends with an empty one", async () => {
  const platform = createPlatform({
    "/get_messages_for_conversation": [history({ message_id: "1" }), history()],
  });
  const messages = listMessages(platform.chatzy, { conversationId, pageSize: 1 });
  expect(await collect(messages)).toEqual([{ messageId: "1" }]);
  expect(platform.asked).toHaveLength(2);
});

test("a page is asked for when it is needed", async () => {
  const platform = createPlatform({
    "/get_messages_for_conversation": history({ message_id: "1" }, { message_id: "2" }),
  });
  for await (const _message of conversationOf(platform).history({ pageSize: 2 })) break;
  expect(platform.asked).toHaveLength(1);
});

test("a platform that gives the same page again is not asked for ever", async () => {
  const platform = createPlatform({ "/get_messages_for_conversation": history({ message_id: "1" }) });
  const messages = collect(conversationOf(platform).history({ pageSize: 1 }));
  await expect(messages).rejects.toMatchObject({ name: "ProtocolError", code: "endless_pages" });
  expect(platform.asked).toHaveLength(2);
});

test("a refusal says what the platform said", async () => {
  const platform = createPlatform({
    "/get_messages_for_conversation": () => json({ message: "Conversation not found" }, 404),
  });
  await expect(collect(conversationOf(platform).history())).rejects.toMatchObject({
    name: "NotFoundError",
    message: "listConversationMessages was refused with 404 Conversation not found",
    body: { message: "Conversation not found" },
  });
});

const [hello, hi, how, fine, good] = [
  { messageId: "m1", role: "assistant", content: "Hello!" },
  { messageId: "m2", role: "user", content: "Hi" },
  { messageId: "m3", role: "assistant", content: "How are you?" },
  { messageId: "m4", role: "user", content: "Fine" },
  { messageId: "m5", role: "assistant", content: "Good." },
] as const satisfies HistoryMessage[];

test.each([
  {
    name: "follows its message",
    messages: [hello, hi, how, fine, good],
    id: "m2",
    found: { text: how.content, id: "m3" },
  },
  {
    name: "follows the newest message",
    messages: [hi, how, fine, good],
    id: undefined,
    found: { text: "Good.", id: "m5" },
  },
  { name: "is found without ids", messages: [hi, how, fine, good], id: "m9", found: { text: "Good.", id: "m5" } },
  { name: "is not there yet", messages: [hello, hi, how, fine], id: "m4", found: undefined },
  { name: "is not there without a user", messages: [hello], id: undefined, found: undefined },
  { name: "is not there in an empty history", messages: [], id: "m2", found: undefined },
  {
    name: "is joined from its parts",
    messages: [hi, how, { role: "assistant", content: "" }, good],
    id: "m2",
    found: { text: "How are you?\n\nGood.", id: "m5" },
  },
  {
    name: "is found by the places of messages",
    messages: [good, fine, how, hi].map((message, index) => ({ ...message, messageOrder: 9 - index })),
    id: "m2",
    found: { text: "How are you?", id: "m3" },
  },
  {
    name: "is found by the times of messages",
    messages: [how, hi].map((message, index) => ({ ...message, createdAt: `2025-09-04T08:55:0${9 - index}.000Z` })),
    id: "m2",
    found: { text: "How are you?", id: "m3" },
  },
])("a stored reply $name", ({ messages, id, found }) => {
  expect(findStoredReply(messages, id)).toEqual(found);
});
