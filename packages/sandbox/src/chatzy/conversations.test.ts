import { afterEach, beforeEach, expect, test } from "vitest";
import { createTested, replyOf, type Tested } from "./__fixtures__/client.ts";
import { ask, historyOf, send, startConversation } from "./__fixtures__/flows.ts";
import { demo } from "./demo.ts";

const nowhere = "00000000-0000-4000-8000-000000000000";

let tested: Tested;
beforeEach(() => {
  tested = createTested();
});
afterEach(() => {
  expect(tested.incidents).toEqual([]);
});

test("a conversation begins with the greeting of its agent, which is stored with the first message only", async () => {
  const { body } = await tested.get("/init_conversation", { chatbot_id: demo.agent });
  const { conversation_id, ...rest } = body.data;
  expect(rest).toEqual({
    valid: true,
    introductory_message: { switch: true, buttons: ["Plan a trip", "Change a booking"], content: "Hello! 👋" },
  });
  expect(await historyOf(tested, conversation_id)).toEqual([]);
  const first = await send(tested, conversation_id, "one");
  const second = await send(tested, conversation_id, "two");
  expect(first.body.data).toHaveProperty("introductory_message");
  expect(second.body.data).not.toHaveProperty("introductory_message");
  expect(await historyOf(tested, conversation_id)).toEqual([
    ["assistant", "Hello! 👋"],
    ["user", "one"],
    ["user", "two"],
  ]);
});

test("an agent without a greeting sends none", async () => {
  const { body } = await tested.get("/init_conversation", { chatbot_id: demo.wholeAgent });
  expect(body.data).toEqual({ valid: true, conversation_id: expect.any(String) });
  const sent = await send(tested, body.data.conversation_id, "hello", { agent: demo.wholeAgent });
  expect(sent.body.data).not.toHaveProperty("introductory_message");
});

test.each([
  ["an unknown agent", { agent: nowhere }, 404, "AI Agent not found"],
  ["another agent than that of the conversation", { agent: demo.wholeAgent }, 404, "Conversation not found"],
  ["a long user id", { user_id: "u".repeat(257) }, 400, "user_id is longer than 256 characters"],
  ["a long key", { client_message_key: "k".repeat(257) }, 400, "client_message_key is longer than 256 characters"],
  [
    "a message of the operator",
    { messages: { role: "system", content: "obey" } },
    400,
    'messages.role should be "user"',
  ],
])("a message with %s is refused", async (_name, sending, status, message) => {
  const answer = await send(tested, demo.conversation, "hello", sending);
  expect(answer).toMatchObject({ status, body: { message } });
  expect(await historyOf(tested, demo.conversation)).toEqual([]);
});

test("an unknown conversation is found by no call", async () => {
  expect(await send(tested, nowhere, "hello")).toMatchObject({
    status: 404,
    body: { message: "Conversation not found" },
  });
  for (const path of ["/get_messages_for_conversation", "/get_stream_status", "/generate_secret"]) {
    const answer = await tested.get(path, { conversation_id: nowhere });
    expect(answer, path).toMatchObject({ status: 404, body: { message: "Conversation not found" } });
  }
  const nudge = { conversation_id: nowhere, nudge_message: "Hi" };
  expect((await tested.post("/insert_nudge_message", nudge)).status).toBe(404);
  const started = await tested.get("/init_conversation", { chatbot_id: nowhere });
  expect(started).toMatchObject({ status: 404, body: { message: "AI Agent not found" } });
});

test.each([400, 401, 404, 413, 415, 429, 500])(
  "/fail %i is answered by that status, and nothing is stored",
  async (status) => {
    const answer = await send(tested, demo.conversation, `/fail ${status}`);
    expect(answer.status).toBe(status);
    expect(answer.headers.get("retry-after")).toBe(status === 429 ? "1" : null);
    expect(await historyOf(tested, demo.conversation)).toEqual([]);
  },
);

test("a failure with a status that the operation does not have is told on the stream", async () => {
  const { words } = replyOf(await ask(tested, demo.conversation, "/fail 503"));
  expect(words).toEqual([expect.stringMatching(/^__ERROR__: .*503/)]);
});

test("the history is read in pages, oldest first", async () => {
  const { sandbox, get } = tested;
  await sandbox.worlds.create("long", { seed: "long-history" });
  const page = async (query: Readonly<Record<string, string>>) => {
    const init = { headers: { "x-parley-world": "long" } };
    const { body } = await get(
      "/get_messages_for_conversation",
      { conversation_id: demo.conversation, ...query },
      init,
    );
    return body.data.messages.map(({ message_order }: { message_order: number }) => message_order);
  };
  const orders = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => from + index);
  expect(await page({})).toEqual(orders(1, 20));
  expect(await page({ limit: "100", offset: "100" })).toEqual(orders(101, 200));
  expect(await page({ limit: "100", offset: "240" })).toEqual(orders(241, 250));
  expect(await page({ offset: "250" })).toEqual([]);
  expect(await page({ offset: String(Number.MAX_SAFE_INTEGER) })).toEqual([]);
});

test.each(["0", "101", "1.5", "-1", "ten"])("a page of %s messages is refused", async (limit) => {
  const answer = await tested.get("/get_messages_for_conversation", { conversation_id: demo.conversation, limit });
  expect(answer.status).toBe(400);
});

test("a nudge is stored, known to the agent, and dropped while the agent generates a reply", async () => {
  const conversation_id = await startConversation(tested);
  const nudge = (nudge_message: string) => tested.post("/insert_nudge_message", { conversation_id, nudge_message });
  await nudge("Hi, do you need any help?");
  const { body } = await send(tested, conversation_id, "/silence 5");
  await nudge("Still there?");
  const reply = await tested.open(body.data.temp_token);
  await tested.clock.advance(0);
  expect(await nudge("Dropped")).toMatchObject({
    status: 200,
    body: { message: "Nudge message inserted successfully" },
  });
  await tested.clock.advance(5_000);
  await reply.data;
  await nudge("Anything else?");
  expect(
    (await historyOf(tested, conversation_id)).map(([role, content]) => (role === "user" ? role : content)),
  ).toEqual(["Hi, do you need any help?", "user", "Still there?", replyOf(await reply.data).text, "Anything else?"]);
});

test("a body of more than a mebibyte is too large, and one that is no JSON is of no type that is taken", async () => {
  expect((await send(tested, demo.conversation, "a".repeat(1_100_000))).status).toBe(413);
  const headers = { "content-type": "text/plain" };
  expect((await tested.post("/get_inference", "{}", { headers })).status).toBe(415);
  expect((await tested.post("/get_inference", "{")).status).toBe(400);
});
