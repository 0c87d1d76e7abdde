/** The commands of the vendor's pages, as they are printed, with another host, and what comes next. */

import { afterEach, expect, test } from "vitest";
import { createTested, replyOf, start, type Tested } from "./__fixtures__/client.ts";

let tested: Tested = createTested();
afterEach(() => {
  expect(tested.incidents).toEqual([]);
  tested = createTested();
});

/** The page of get_access_token; its remark stands within the value. */
const accessTokenBody = `{
  "user_id": "user123 // client's customer id",
  "chatbot_id": "8a1e3f18-991b-4a2e-9973-f53e7fc94ff1",
  "client_api_key": "ak-xxxxxxxxxxx"
}
`;

/** The page of get_inference. */
const inferenceBody = `{
  "chatbot_id": "51de6a36-5532-49c2-888e-46754ce102ba",
  "conversation_id": "96333140-53c3-4d1d-bbd1-edd150d46ea2",
  "messages": {
    "role": "user",
    "content": "Hi, I'd like to plan my trip."
  },
  "conversation_type": "website"
}
`;

test("get_access_token gives the pair, the access token is checked on the calls of the iframe and is refreshed", async () => {
  const { post, get, clock } = tested;
  const issued = await post("/ai_agent/get_access_token", accessTokenBody);
  expect(issued).toMatchObject({
    status: 200,
    body: {
      data: {
        access_token: expect.stringMatching(/^[\w-]+\.[\w-]+\.[\w-]+$/),
        refresh_token: expect.stringMatching(/^[\w-]+\.[\w-]+\.[\w-]+$/),
        access_token_expires_at: start + 15 * 60_000,
        refresh_token_expires_at: start + 7 * 24 * 60 * 60_000,
      },
    },
  });
  expect(issued.headers.get("cache-control")).toBe("no-store");
  const { access_token, refresh_token } = issued.body.data;
  const chatbot_id = "8a1e3f18-991b-4a2e-9973-f53e7fc94ff1";
  expect(await get("/init_conversation", { chatbot_id, access_token })).toMatchObject({ status: 200 });
  await clock.advance(15 * 60_000);
  expect(await get("/init_conversation", { chatbot_id, access_token })).toMatchObject({
    status: 401,
    body: { message: "Token expired" },
  });
  const user_id = "user123 // client's customer id";
  const refreshed = await post("/ai_agent/refresh_token", { user_id, chatbot_id, refresh_token });
  expect(refreshed).toMatchObject({ status: 200, body: { data: { expires_at: start + 30 * 60_000 } } });
  const { access_token: next } = refreshed.body.data;
  expect(await get("/init_conversation", { chatbot_id, access_token: next })).toMatchObject({ status: 200 });
});

test("get_inference stores the message with the greeting, and its temporary token opens the stream once", async () => {
  const { post, get, stream } = tested;
  const sent = await post("/get_inference", inferenceBody);
  expect(sent).toMatchObject({
    status: 200,
    body: {
      data: {
        msg: "User message sent for processing",
        temp_token: expect.stringMatching(/^[\w-]+\.[\w-]+\.[\w-]+$/),
        user_message: { user_message_id: expect.any(String), created_at: "2026-02-02T09:00:00.000Z" },
        introductory_message: { assistant_message_id: expect.any(String), created_at: "2026-02-02T09:00:00.000Z" },
      },
    },
  });
  const { temp_token } = sent.body.data;
  const reply = replyOf(await stream(temp_token));
  expect(reply.words).toEqual(["close_connection"]);
  expect(await stream(temp_token)).toEqual(['401 {"message":"Token already used"}']);
  const conversation_id = "96333140-53c3-4d1d-bbd1-edd150d46ea2";
  const history = await get("/get_messages_for_conversation", { conversation_id });
  expect(history.body.data.messages).toMatchObject([
    { role: "assistant", content: "Hello! 👋", message_order: 1 },
    { role: "user", content: "Hi, I'd like to plan my trip.", message_order: 2 },
    { role: "assistant", content: reply.text, message_order: 3 },
  ]);
});

test.each([
  ["/init_conversation?chatbot_id=51de6a36-5532-49c2-888e-46754ce102ba"],
  ["/generate_secret?conversation_id=96333140-53c3-4d1d-bbd1-edd150d46ea2"],
  ["/get_stream_status?conversation_id=96333140-53c3-4d1d-bbd1-edd150d46ea2"],
  ["/get_messages_for_conversation?conversation_id=0913fa4c-7eac-4377-b801-58f0c1a151e6"],
  ["/generate_presigned_url_no_auth?file_type=application/pdf"],
])("the address %s of a page answers", async (path) => {
  expect((await tested.send(path)).status).toBe(200);
});

test("the nudge of its page is taken", async () => {
  const body = { conversation_id: "550e8400-e29b-41d4-a716-446655440000", nudge_message: "Hi, do you need any help?" };
  expect(await tested.post("/insert_nudge_message", body)).toMatchObject({
    status: 200,
    body: { message: "Nudge message inserted successfully" },
  });
});

test("the login of its page opens the inbox, and a contact of the inbox has its messages", async () => {
  const { post, get } = tested;
  const user_email_id = "user@example.com";
  const signedIn = await post("/get_id_token", { user_email_id, password: "your-password" });
  expect(signedIn.body.data).toMatchObject({
    message: "Successfully retrieved ID token",
    expiryAt: start + 60 * 60_000,
  });
  const headers = { authorization: `Bearer ${signedIn.body.data.idToken}` };
  const inbox = await get("/get_contact_conversations", { user_email_id }, { headers });
  const [{ contact_id }] = inbox.body.data.data.contacts;
  expect(contact_id).toBe("096662f6-5acc-4699-923c-f7326936b39f");
  const query = { contact_id, conversation_type: "whatsapp", group_by_conversation: "true", limit: "50", offset: "0" };
  const read = await get("/get_contact_conversation_messages", query, { headers });
  expect(read.body.data.data).toMatchObject({
    contact: { first_name: "Maria" },
    conversations: [{ messages: [{ wa_messages: [{ data: { id: "wamid.HBgMOTE4MjM3NTAyNjEwFQIA" } }] }] }],
  });
});
