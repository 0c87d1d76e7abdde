import { afterEach, beforeEach, expect, test } from "vitest";
import { createTested, type Tested } from "./__fixtures__/client.ts";
import { ask, pairFor, send, signIn, startConversation, tokenFor } from "./__fixtures__/flows.ts";
import { demo } from "./demo.ts";

const nowhere = "00000000-0000-4000-8000-000000000000";

let tested: Tested;
let init: { headers: { authorization: string } };
beforeEach(async () => {
  tested = createTested();
  init = await signIn(tested);
});
afterEach(() => {
  expect(tested.incidents).toEqual([]);
});

async function contactsOf(query: Readonly<Record<string, string>> = {}, options: RequestInit = init) {
  const all = { user_email_id: demo.account, ...query };
  const { status, body } = await tested.get("/get_contact_conversations", all, options);
  return status === 200 ? body.data.data.contacts : [status, body.message];
}

async function namesOf(query: Readonly<Record<string, string>> = {}, options?: RequestInit): Promise<string[]> {
  return (await contactsOf(query, options)).map(({ contact_name }: { contact_name: string }) => contact_name);
}

async function messagesOf(
  contact_id: string,
  query: Readonly<Record<string, string>> = {},
  options: RequestInit = init,
) {
  const { status, body } = await tested.get("/get_contact_conversation_messages", { contact_id, ...query }, options);
  return status === 200 ? body.data.data : [status, body.message];
}

test("a sign-in with a wrong password and one of nobody are answered alike", async () => {
  const bodies = [
    { user_email_id: demo.account, password: "wrong" },
    { user_email_id: "nobody@example.com", password: demo.password },
    { user_email_id: demo.account, password: demo.otherPassword },
  ];
  for (const body of bodies) {
    const answer = await tested.post("/get_id_token", body);
    expect(answer).toMatchObject({ status: 401, body: { message: "Incorrect email or password" } });
    expect(answer.headers.get("cache-control")).toBe("no-store");
  }
});

test("the inbox has contacts with conversations, the newest first, with what is unread", async () => {
  expect(await contactsOf()).toEqual([
    {
      contact_id: demo.contact,
      contact_name: "Maria Silva",
      phone_number: "+351912345678",
      email: "maria.silva@example.com",
      conversation_status: "open",
      assigned_to: "user@example.com",
      unread_message_count: "1",
      latest_message_time: "2026-02-02T08:55:00.000Z",
      channels: ["whatsapp"],
    },
    {
      contact_id: "4c8e1a2b-93d7-4f60-8b15-7d2e5f0a6c39",
      contact_name: "Jonas Weber",
      phone_number: "+4915112345678",
      email: "jonas.weber@example.com",
      conversation_status: "open",
      assigned_to: "user@example.com",
      unread_message_count: "0",
      latest_message_time: "2026-02-01T09:00:00.000Z",
      channels: ["instagram"],
    },
  ]);
});

test("a user who is not known becomes a contact with the first message, and one who is known stays the same", async () => {
  await tested.clock.advance(1_000);
  for (const content of ["hello", "Where is my order 4711?"]) {
    const conversation = await startConversation(tested);
    await ask(tested, conversation, content, { user_id: demo.userId, conversation_type: "website" });
  }
  const [contact, ...others] = await contactsOf();
  expect(others).toHaveLength(2);
  expect(contact).toMatchObject({ contact_name: demo.userId, unread_message_count: "2", channels: ["website"] });
  const { contact: whole, conversations } = await messagesOf(contact.contact_id);
  expect(whole).toMatchObject({ contact_queries: 2, is_frozen: false, is_blacklisted: false, frozen_until: null });
  expect(conversations).toHaveLength(2);
  expect(conversations[1].messages.map(({ role }: { role: string }) => role)).toEqual([
    "assistant",
    "user",
    "assistant",
  ]);
  // Who reads the messages has read them.
  expect(await namesOf({ filter: "unread" })).toEqual(["Maria Silva"]);
});

test.each([
  [{ filter: "all" }, ["Maria Silva", "Jonas Weber"]],
  [{ filter: "unread" }, ["Maria Silva"]],
  [{ filter: "live" }, ["Maria Silva"]],
  [{ search: "JONAS" }, ["Jonas Weber"]],
  [{ search: "maria silva" }, ["Maria Silva"]],
  [{ search: "weber@example" }, ["Jonas Weber"]],
  [{ search: "+3519" }, ["Maria Silva"]],
  [{ search: "jonas", filter: "unread" }, []],
  [{ limit: "1" }, ["Maria Silva"]],
  [{ limit: "1", offset: "1" }, ["Jonas Weber"]],
  [{ offset: "2" }, []],
])("the inbox with %j has %j", async (query, names) => {
  expect(await namesOf(query)).toEqual(names);
});

test("nobody is live who has said nothing for a quarter of an hour", async () => {
  await tested.clock.advance(9 * 60_000 + 59_999);
  expect(await namesOf({ filter: "live" })).toEqual(["Maria Silva"]);
  await tested.clock.advance(1);
  expect(await namesOf({ filter: "live" })).toEqual([]);
});

test("an inbox is read to its end in pages, each contact once", async () => {
  await tested.sandbox.worlds.create("long", { seed: "long-history" });
  const world = { "x-parley-world": "long" };
  const { body } = await tested.post(
    "/get_id_token",
    { user_email_id: demo.account, password: demo.password },
    { headers: world },
  );
  const options = { headers: { ...world, authorization: `Bearer ${body.data.idToken}` } };
  const all: string[] = [];
  for (let offset = 0; ; offset += 50) {
    const page = await namesOf({ limit: "50", offset: String(offset) }, options);
    all.push(...page);
    if (page.length < 50) break;
  }
  expect([all.length, new Set(all).size]).toEqual([123, 123]);
});

test("messages of a contact are grouped, or one flat list, of one channel or of all", async () => {
  const { conversations, ...rest } = await messagesOf(demo.contact, { conversation_type: "whatsapp" });
  expect(rest).toEqual({ contact: expect.objectContaining({ user_email_id: demo.account }) });
  expect(conversations).toEqual([
    {
      conversation_id: "2d9c6b1e-8f47-4a03-b5e2-91c7d4f8a360",
      conversation_status: "open",
      conversation_type: "whatsapp",
      assigned_to: demo.account,
      chatbot_id: demo.agent,
      messages: [
        {
          message_id: expect.any(String),
          content: "Can you send me the plan here?",
          role: "user",
          created_at: "2026-02-02T08:55:00.000Z",
          message_order: 1,
          wa_messages: [
            { status: "read", created_at: "2026-02-02T08:55:00.000Z", data: { id: "wamid.HBgMOTE4MjM3NTAyNjEwFQIA" } },
          ],
          instagram_messages: [],
          messenger_messages: [],
        },
      ],
    },
  ]);
  expect((await messagesOf(demo.contact, { conversation_type: "messenger" })).conversations).toEqual([]);
  const flat = await messagesOf(demo.contact, { group_by_conversation: "false" });
  expect(flat.messages).toEqual(conversations[0].messages);
  expect(flat).not.toHaveProperty("conversations");
  expect((await messagesOf(demo.contact, { group_by_conversation: "false", offset: "1" })).messages).toEqual([]);
});

test("contacts that are frozen or blocked say so, a pause until its end", async () => {
  for (const user_id of [demo.frozenUserId, demo.blockedUserId]) {
    await send(tested, await startConversation(tested), "hello", { user_id });
  }
  const states = async () => {
    const found = [];
    for (const search of [demo.frozenUserId, demo.blockedUserId]) {
      const [{ contact_id }] = await contactsOf({ search });
      const { is_frozen, frozen_until, is_blacklisted } = (await messagesOf(contact_id)).contact;
      found.push([is_frozen, frozen_until, is_blacklisted]);
    }
    return found;
  };
  expect(await states()).toEqual([
    [true, "2026-02-03T09:00:00.000Z", false],
    [false, null, true],
  ]);
  await tested.clock.advance(24 * 60 * 60_000);
  init = await signIn(tested);
  expect(await states()).toEqual([
    [false, null, false],
    [false, null, true],
  ]);
});

test("an account sees nothing of another one, and not what there is", async () => {
  expect(await contactsOf({ user_email_id: demo.otherAccount })).toEqual([403, "Forbidden"]);
  expect(await contactsOf({ user_email_id: "nobody@example.com" })).toEqual([403, "Forbidden"]);
  expect(await messagesOf(demo.otherContact)).toEqual([404, "Contact not found"]);
  expect(await messagesOf(demo.otherContact)).toEqual(await messagesOf(nowhere));
  const other = await signIn(tested, demo.otherAccount, demo.otherPassword);
  expect((await messagesOf(demo.otherContact, {}, other)).contact.first_name).toBe("Olga");
});

test("no key and no token of another kind opens the inbox", async () => {
  const { access, refresh } = await pairFor(tested, "user123");
  const temp = await tokenFor(tested, demo.conversation);
  for (const credential of [demo.clientKey, access, refresh, temp, "a.b", "a.b.c", "a".repeat(9_000)]) {
    const answer = await contactsOf({}, { headers: { authorization: `Bearer ${credential}` } });
    expect(answer).toEqual([401, "Invalid token"]);
  }
  expect(await contactsOf({}, { headers: { authorization: `Basic ${init.headers.authorization.slice(7)}` } })).toEqual([
    401,
    "Unauthorized",
  ]);
  expect(
    await namesOf({}, { headers: { authorization: init.headers.authorization.replace("Bearer", "bearer") } }),
  ).toHaveLength(2);
});

test("the inbox is for a good id token, for one hour", async () => {
  for (const call of [
    contactsOf,
    (query: object, options: RequestInit) => messagesOf(demo.contact, { ...query }, options),
  ]) {
    expect(await call({}, {})).toEqual([401, "Unauthorized"]);
    expect(await call({}, { headers: { authorization: "Bearer abc" } })).toEqual([401, "Invalid token"]);
  }
  await tested.clock.advance(60 * 60_000 - 1);
  expect(await namesOf()).toEqual(["Maria Silva", "Jonas Weber"]);
  await tested.clock.advance(1);
  expect(await contactsOf()).toEqual([401, "The incoming token has expired"]);
  expect(await messagesOf(demo.contact)).toEqual([401, "The incoming token has expired"]);
  const { headers } = await tested.get("/get_contact_conversations", { user_email_id: demo.account }, init);
  expect(headers.get("www-authenticate")).toBe(
    'Bearer realm="Chatzy AI", error="invalid_token", error_description="The incoming token has expired"',
  );
});
