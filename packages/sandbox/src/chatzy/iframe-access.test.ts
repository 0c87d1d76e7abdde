import { afterEach, beforeEach, expect, test } from "vitest";
import { createTested, type Tested } from "./__fixtures__/client.ts";
import { historyOf, pairFor, send, signIn, startConversation } from "./__fixtures__/flows.ts";
import { demo } from "./demo.ts";

const nowhere = "00000000-0000-4000-8000-000000000000";

let tested: Tested;
beforeEach(() => {
  tested = createTested();
});
afterEach(() => {
  expect(tested.incidents).toEqual([]);
});

const pairRequest = { user_id: "user123", chatbot_id: demo.iframeAgent, client_api_key: demo.clientKey };

test.each([
  ["a wrong key", { client_api_key: "ak-wrong" }, 401, "Unauthorized"],
  ["a key of more than a kilobyte", { client_api_key: "a".repeat(100_000) }, 401, "Unauthorized"],
  ["the key of another account", { client_api_key: demo.otherClientKey }, 401, "Unauthorized"],
  ["an agent of another account", { chatbot_id: demo.otherAgent }, 401, "Unauthorized"],
  ["an unknown agent", { chatbot_id: nowhere }, 404, "AI Agent not found"],
  ["a user id that is too long", { user_id: "u".repeat(257) }, 400, "user_id is longer than 256 characters"],
])("%s gets no tokens", async (_name, change, status, message) => {
  const answer = await tested.post("/ai_agent/get_access_token", { ...pairRequest, ...change });
  expect(answer).toMatchObject({ status, body: { message } });
});

test.each(["__proto__", "constructor", "a/b", "  ", "żółw"])(
  "the user %j gets tokens that are good",
  async (user_id) => {
    const { access, refresh } = await pairFor(tested, user_id);
    const query = { access_token: access };
    expect(await startConversation(tested, demo.iframeAgent, query)).toMatch(/^[\da-f-]{36}$/);
    const body = { user_id, chatbot_id: demo.iframeAgent, refresh_token: refresh };
    expect((await tested.post("/ai_agent/refresh_token", body)).status).toBe(200);
  },
);

test("the refresh token buys access tokens until its own end, for its own user and agent", async () => {
  const { access, refresh } = await pairFor(tested, "user123");
  const refreshWith = async (change: object) => {
    const body = { user_id: "user123", chatbot_id: demo.iframeAgent, refresh_token: refresh, ...change };
    const { status, body: answer } = await tested.post("/ai_agent/refresh_token", body);
    return [status, answer.message];
  };
  const refused = [401, "Invalid refresh token"];
  expect(await refreshWith({ user_id: "user124" })).toEqual(refused);
  expect(await refreshWith({ chatbot_id: demo.agent })).toEqual(refused);
  expect(await refreshWith({ refresh_token: access })).toEqual(refused);
  expect(await refreshWith({ refresh_token: "abc" })).toEqual(refused);
  expect(await refreshWith({ refresh_token: `${refresh.slice(0, -4)}AAAA` })).toEqual(refused);
  expect(await refreshWith({ chatbot_id: nowhere })).toEqual([404, "AI Agent not found"]);
  await tested.clock.advance(7 * 24 * 60 * 60_000 - 1);
  expect(await refreshWith({})).toEqual([200, undefined]);
  await tested.clock.advance(1);
  expect(await refreshWith({})).toEqual([401, "Refresh token expired"]);
});

test("a conversation of an iframe is for its user alone, on every call", async () => {
  const own = { access_token: (await pairFor(tested, "user123")).access };
  const foreign = { access_token: (await pairFor(tested, "user124")).access };
  const elsewhere = { access_token: (await pairFor(tested, "user123", demo.agent)).access };
  const conversation_id = await startConversation(tested, demo.iframeAgent, own);
  const call = async (path: string, query: object, id: string) => {
    const parameters = new URLSearchParams({ ...query });
    if (path === "/get_inference") {
      const { status, body } = await send(tested, id, "hello", { agent: demo.iframeAgent, query: `?${parameters}` });
      return [status, body.message];
    }
    if (path === "/insert_nudge_message") {
      const nudge = { conversation_id: id, nudge_message: "Hi" };
      const { status, body } = await tested.post(`${path}?${parameters}`, nudge);
      return [status, status === 200 ? undefined : body.message];
    }
    const { status, body } = await tested.get(path, { conversation_id: id, ...query });
    return [status, body.message];
  };
  const paths = [
    "/get_inference",
    "/insert_nudge_message",
    "/get_messages_for_conversation",
    "/get_stream_status",
    "/generate_secret",
  ];
  for (const path of paths) {
    expect(await call(path, own, conversation_id), path).toEqual([200, undefined]);
    expect(await call(path, {}, conversation_id), path).toEqual([401, "Unauthorized"]);
    expect(await call(path, { access_token: "abc" }, conversation_id), path).toEqual([401, "Invalid token"]);
    // What belongs to somebody else answers like what is not there.
    for (const token of [foreign, elsewhere]) {
      expect(await call(path, token, conversation_id), path).toEqual(await call(path, token, nowhere));
    }
  }
  await tested.clock.advance(15 * 60_000);
  for (const path of paths) {
    expect(await call(path, own, conversation_id), path).toEqual([401, "Token expired"]);
  }
  const nobody = await send(tested, conversation_id, "hello", {
    agent: nowhere,
    query: `?${new URLSearchParams(own)}`,
  });
  expect(nobody).toMatchObject({ status: 401, body: { message: "Token expired" } });
  const upload = await tested.get("/generate_presigned_url_no_auth", { file_type: "text/plain", ...own });
  expect(upload).toMatchObject({ status: 401, body: { message: "Token expired" } });
  const again = await tested.get("/init_conversation", { chatbot_id: demo.iframeAgent, ...own });
  expect(again).toMatchObject({ status: 401, body: { message: "Token expired" } });
});

test("the user of an iframe is the contact, whatever the message says", async () => {
  const own = { access_token: (await pairFor(tested, "user123")).access };
  const conversation = await startConversation(tested, demo.iframeAgent, own);
  const query = `?${new URLSearchParams(own)}`;
  await send(tested, conversation, "hello", { agent: demo.iframeAgent, query, user_id: "somebody-else" });
  const search = { user_email_id: demo.account, search: "user123" };
  const { body } = await tested.get("/get_contact_conversations", search, await signIn(tested));
  expect(body.data.data.contacts).toMatchObject([{ contact_name: "user123", unread_message_count: "1" }]);
});

test("a token of an iframe may be shown in an open conversation of its agent", async () => {
  const { access } = await pairFor(tested, "user123", demo.agent);
  const query = { conversation_id: demo.conversation, access_token: access };
  expect((await tested.get("/get_messages_for_conversation", query)).status).toBe(200);
  expect(await historyOf(tested, demo.conversation)).toEqual([]);
});

test("pages of other origins may talk to agents, and not ask for tokens of users", async () => {
  const headers = { origin: "https://shop.example", "access-control-request-method": "POST" };
  const allowed = async (path: string) =>
    (await tested.send(path, { method: "OPTIONS", headers })).headers.get("access-control-allow-origin");
  expect(await allowed("/get_inference")).toBe("https://shop.example");
  expect(await allowed("/ai_agent/get_access_token")).toBeNull();
  expect(await allowed("/ai_agent/refresh_token")).toBeNull();
});
