import { describe, expect, test } from "vitest";
import { createPlatform, json } from "./__fixtures__/platform.ts";
import { openInbox } from "./inbox.ts";

const login = { userEmailId: "user@example.com", password: "secret" };
const idToken = (token: string) => () => json({ data: { idToken: token, expiryAt: Date.UTC(2025, 8, 4, 1) } });
const contacts = (...names: string[]) => {
  const list = names.map((name) => ({ contact_id: name, unread_message_count: "1" }));
  return () => json({ data: { data: { contacts: list } } });
};

async function collect<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const collected: Item[] = [];
  for await (const item of items) collected.push(item);
  return collected;
}

test("contacts come in pages, after one sign-in", async () => {
  const platform = createPlatform({
    "/get_id_token": idToken("one"),
    "/get_contact_conversations": [contacts("a", "b"), contacts("c")],
  });
  const inbox = openInbox(platform.chatzy, login);
  expect(await collect(inbox.contacts({ search: "maria", filter: "unread", pageSize: 2 }))).toEqual([
    { contactId: "a", unreadMessageCount: "1" },
    { contactId: "b", unreadMessageCount: "1" },
    { contactId: "c", unreadMessageCount: "1" },
  ]);
  const query = "user_email_id=user%40example.com&search=maria&filter=unread&limit=2";
  expect(platform.asked).toEqual([
    "POST /get_id_token",
    `GET /get_contact_conversations?${query}&offset=0`,
    `GET /get_contact_conversations?${query}&offset=2`,
  ]);
  expect(await platform.requests[0]?.json()).toEqual({ user_email_id: "user@example.com", password: "secret" });
  expect(platform.requests.map(({ headers }) => headers.get("authorization"))).toEqual([
    null,
    "Bearer one",
    "Bearer one",
  ]);
});

test("an id token that is refused is replaced once", async () => {
  const platform = createPlatform({
    "/get_id_token": [idToken("one"), idToken("two")],
    "/get_contact_conversations": [() => json({ message: "The incoming token has expired" }, 401), contacts("a")],
  });
  expect(await collect(openInbox(platform.chatzy, login).contacts())).toHaveLength(1);
  expect(platform.requests.at(-1)?.headers.get("authorization")).toBe("Bearer two");
});

test("an id token can be given instead of the password", async () => {
  const platform = createPlatform({ "/get_contact_conversations": contacts() });
  const inbox = openInbox(platform.chatzy, { userEmailId: "user@example.com", idToken: "mine" });
  expect(await collect(inbox.contacts())).toEqual([]);
  expect(platform.requests[0]?.headers.get("authorization")).toBe("Bearer mine");
});

test("a wrong password is an error with the refusal as its cause", async () => {
  const platform = createPlatform({ "/get_id_token": () => json({ message: "Incorrect email or password" }, 401) });
  await expect(collect(openInbox(platform.chatzy, login).contacts())).rejects.toMatchObject({
    name: "TokenError",
    cause: { name: "AuthenticationError", body: { message: "Incorrect email or password" } },
  });
});

describe("messages of a contact", () => {
  const message = {
    message_id: "m1",
    message_order: 1,
    wa_messages: [{ status: "read", created_at: "2025-09-04T09:12:41.000Z", data: { message_id: "as it is" } }],
    instagram_messages: [],
  };
  const read = {
    messageId: "m1",
    messageOrder: 1,
    waMessages: [{ status: "read", createdAt: "2025-09-04T09:12:41.000Z", data: { message_id: "as it is" } }],
    instagramMessages: [],
  };
  const conversation = { conversation_id: "c1", chatbot_id: "b1", messages: [message] };
  const who = { userEmailId: "user@example.com", idToken: "mine" };

  test("come as one list", async () => {
    const platform = createPlatform({
      "/get_contact_conversation_messages": () => json({ data: { data: { messages: [message] } } }),
    });
    const messages = openInbox(platform.chatzy, who).messages({ contactId: "a", conversationType: "whatsapp" });
    expect(await collect(messages)).toEqual([read]);
    expect(platform.asked).toEqual([
      "GET /get_contact_conversation_messages?contact_id=a&conversation_type=whatsapp&limit=100&offset=0&group_by_conversation=false",
    ]);
  });

  test("come as one list although the platform groups them", async () => {
    const other = { ...conversation, messages: conversation.messages.map((one) => ({ ...one, message_id: "m9" })) };
    const platform = createPlatform({
      "/get_contact_conversation_messages": () => json({ data: { data: { conversations: [conversation, other] } } }),
    });
    const messages = openInbox(platform.chatzy, who).messages({ contactId: "a", pageSize: 3 });
    expect(await collect(messages)).toEqual([read, { ...read, messageId: "m9" }]);
    expect(platform.asked).toHaveLength(1);
  });

  test("come by conversation, with the contact", async () => {
    const contact = { contact_id: "a", is_frozen: true, frozen_until: null };
    const platform = createPlatform({
      "/get_contact_conversation_messages": () => json({ data: { data: { contact, conversations: [conversation] } } }),
    });
    expect(await openInbox(platform.chatzy, who).contact({ contactId: "a", pageSize: 5, offset: 5 })).toEqual({
      contact: { contactId: "a", isFrozen: true, frozenUntil: null },
      conversations: [{ conversationId: "c1", chatbotId: "b1", messages: [read] }],
    });
    expect(platform.asked).toEqual([
      "GET /get_contact_conversation_messages?contact_id=a&limit=5&offset=5&group_by_conversation=true",
    ]);
  });
});
