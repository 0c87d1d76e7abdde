import { expect, test } from "vitest";
import { as, lastCode, openShop, type Sent, type Shop } from "../__fixtures__/shop.ts";
import { demo, demoCredentials, foreign } from "../seeds/demo-ids.ts";

const { chatModelId, chatInstanceId, visitorChatInstanceId } = demo;

const say = (shop: Shop, message: string, { json = {}, ...sent }: Sent & { json?: object } = {}, query = "") =>
  shop.send(`/api/chat${query}`, {
    headers: as.access,
    ...sent,
    json: { chatInstanceId, chatModelId, message, ...json },
  });

interface Message {
  readonly id: string;
  readonly text: string;
  readonly user: { readonly name: string; readonly role: string };
}

async function history(shop: Shop, id: string = chatInstanceId, headers: Sent["headers"] = as.access, query = "") {
  const answer = await shop.send(`/api/chat/history/${id}${query}`, { headers });
  return answer.json.messages as readonly Message[];
}

/** The data of all events of a stream. */
function eventsOf(text: string): readonly { readonly type: string; readonly text?: string; readonly name?: string }[] {
  return text
    .split("\n\n")
    .filter((block) => block.startsWith("data: "))
    .map((block) => JSON.parse(block.slice(6)));
}

test("a reply comes as JSON, and stands in the history with the message", async () => {
  const shop = openShop();
  const before = (await history(shop)).length;
  const answer = await say(shop, "Where is my order 4711?");
  expect(answer.status).toBe(200);
  const { message } = answer.json as { message: Message };
  expect(message.text).toContain("4711");
  expect(message.user).toMatchObject({ name: "Mia", role: "BOT" });
  const after = await history(shop);
  expect(after.slice(before).map(({ text, user }) => [user.role, text])).toEqual([
    ["USER", "Where is my order 4711?"],
    ["BOT", message.text],
  ]);
  expect(after.at(-1)?.id).toBe(message.id);
});

test.each([
  ["by query", "?stream=true", {}],
  ["by body", "", { stream: true }],
])("a reply comes as events, asked for %s", async (_name, query, json) => {
  const shop = openShop();
  const answer = await say(shop, "Where is my order 4711?", { json }, query);
  expect(answer.headers.get("content-type")).toContain("text/event-stream");
  const events = eventsOf(answer.text);
  const types = events.map(({ type }) => type);
  expect([types[0], types.at(-2), types.at(-1)]).toEqual(["stream_start", "agent_response", "stream_end"]);
  expect(types).toEqual(expect.arrayContaining(["token", "tool_start", "tool_end"]));
  expect(events.find(({ type }) => type === "tool_start")?.name).toBe("order_status");
  const tokens = events.filter(({ type }) => type === "token").map(({ text }) => text);
  expect(events.at(-2)?.text).toBe(tokens.join(""));
  expect((await history(shop)).at(-1)?.text).toBe(events.at(-2)?.text);
});

test.each([
  ["the query", "?stream=true&includeTokens=false", {}],
  ["the body", "?stream=true", { includeTokens: false }],
])("%s switches tokens off", async (_name, query, json) => {
  const events = eventsOf((await say(openShop(), "Hello", { json }, query)).text);
  expect(events.map(({ type }) => type)).toEqual(["stream_start", "agent_response", "stream_end"]);
});

test("a failure in mid-stream is the last event, and keeps no reply", async () => {
  const shop = openShop();
  const events = eventsOf((await say(shop, "/error", {}, "?stream=true")).text);
  expect(events.at(-1)).toMatchObject({ type: "error", code: "UNAVAILABLE" });
  expect((await history(shop)).at(-1)).toMatchObject({ text: "/error" });
});

test("who goes away has the reply in the history when they come back", async () => {
  const shop = openShop();
  const response = await shop.fetch("/api/chat?stream=true", {
    headers: { ...as.access, "x-parley-pacing": "typical" },
    json: { chatInstanceId, chatModelId, message: "Hello" },
  });
  const reader = response.body?.getReader();
  const first = reader?.read();
  await shop.clock.advance(5_000);
  await first;
  await reader?.cancel();
  await shop.clock.advance(60_000);
  expect((await history(shop)).at(-1)?.user.role).toBe("BOT");
});

test.each([400, 401, 403, 404, 413, 415, 429, 500, 502, 503, 504])(
  "a message asks for %s, and is not kept",
  async (status) => {
    const shop = openShop();
    const before = await history(shop);
    const answer = await say(shop, `/fail ${status}`, {}, "?stream=true");
    expect(answer.status).toBe(status);
    expect(answer.headers.has("retry-after")).toBe(status === 429 || status === 503);
    expect(await history(shop)).toEqual(before);
  },
);

test("what went wrong with the agent is a status where the reply is JSON", async () => {
  const answer = await say(openShop(), "/crash");
  expect([answer.status, answer.text.includes("stack")]).toEqual([500, false]);
});

test("a visitor opens a conversation without a login, chats, and reads it", async () => {
  const shop = openShop();
  const json = { chatModelId, lang: "fr", userEmail: "anonymous@example.com", userName: "Anonymous" };
  const opened = await shop.send("/api/chat/createInstance", { json });
  expect(opened.json).toEqual({
    chatInstanceId: expect.stringMatching(/^c[a-z\d]{24}$/),
    visitorToken: expect.stringMatching(/^vst_[\w-]{43}$/),
  });
  const id = String(opened.json.chatInstanceId);
  const headers = { "x-chat-visitor-token": String(opened.json.visitorToken) };
  const answer = await say(shop, "Bonjour", { headers, json: { chatInstanceId: id } });
  expect(answer.status).toBe(200);
  expect((await history(shop, id, headers)).map(({ user }) => user.role)).toEqual(["BOT", "USER", "BOT"]);
  // The older way: the id alone.
  expect((await say(shop, "Bonjour", { headers: {}, json: { chatInstanceId: id } })).status).toBe(200);
});

test("a chat model that takes nobody without a login refuses a visitor", async () => {
  const shop = openShop();
  const json = { chatModelId: demo.privateChatModelId };
  const answer = await shop.send("/api/chat/createInstance", { json });
  expect([answer.status, answer.json.code]).toEqual([401, "AUTH_REQUIRED"]);
  expect((await say(shop, "Hello", { headers: {}, json })).status).toBe(401);
});

test("somebody who is banned is told so", async () => {
  const headers = { authorization: `Bearer ${demoCredentials.bannedToken}` };
  const answer = await openShop().send("/api/chat/createInstance", { headers, json: { chatModelId } });
  expect([answer.status, answer.json.code]).toEqual([403, "BANNED"]);
});

test("a conversation is resumed by its owner, and what is somebody else's is not there", async () => {
  const shop = openShop();
  const resume = (id: string, headers: Sent["headers"] = as.access) =>
    shop.send("/api/chat/createInstance", { headers, json: { chatModelId, chatInstanceId: id, resumeOnly: true } });
  expect((await resume(chatInstanceId)).json).toEqual({ chatInstanceId });
  const unknown = await resume("cmd0000000000l508unknown00");
  expect(unknown.status).toBe(404);
  for (const id of [foreign.chatInstanceId, visitorChatInstanceId, demo.adminChatInstanceId]) {
    expect((await resume(id)).text).toBe(unknown.text);
  }
  expect((await resume(chatInstanceId, {})).text).toBe(unknown.text);
  expect((await resume(visitorChatInstanceId, as.visitor)).status).toBe(200);
  const denied = await resume(chatInstanceId, as.visitor);
  expect([denied.status, denied.json.code]).toEqual([403, "CONVERSATION_ACCESS_DENIED"]);
  expect((await resume("cmd0000000000l508unknown00", as.visitor)).text).toBe(denied.text);
});

test("a visitor who signs in takes the conversation along, once", async () => {
  const shop = openShop();
  const json = { chatModelId, chatInstanceId: visitorChatInstanceId, resumeOnly: true, claimAnonymous: true };
  const path = "/api/chat/createInstance";
  expect((await shop.send(path, { headers: as.access, json })).json.code).toBe("CONVERSATION_ACCESS_DENIED");
  const claimed = await shop.send(path, { headers: { ...as.access, ...as.visitor }, json });
  expect(claimed.json).toEqual({ chatInstanceId: visitorChatInstanceId });
  expect((await history(shop, visitorChatInstanceId)).length).toBe(1);
  const stale = await shop.send(`/api/chat/history/${visitorChatInstanceId}`, { headers: as.visitor });
  expect(stale.status).toBe(401);
  expect((await shop.send(path, { headers: as.access, json })).status).toBe(200);
});

test("of 20 who claim one conversation at once, each account has it once", async () => {
  const shop = openShop();
  const json = { chatModelId, chatInstanceId: visitorChatInstanceId, resumeOnly: true, claimAnonymous: true };
  const headers = { ...as.access, ...as.visitor };
  const answers = await Promise.all(
    Array.from({ length: 20 }, () => shop.send("/api/chat/createInstance", { headers, json })),
  );
  expect(answers.some(({ status }) => status === 200)).toBe(true);
  const list = await shop.send(`/api/chat/conversations?chatModelId=${chatModelId}`, { headers: as.access });
  const ids = (list.json.conversations as { id: string }[]).map(({ id }) => id);
  expect(ids.filter((id) => id === visitorChatInstanceId)).toHaveLength(1);
});

test("the history since a moment has what came after it, and says the time of the server", async () => {
  const shop = openShop();
  const all = await shop.send(`/api/chat/history/${chatInstanceId}`, { headers: as.access });
  expect(all.json).toMatchObject({
    title: "Sending something back",
    serverTime: "2026-09-14T09:12:00.000Z",
    connectedOrAnonymousUser: { id: demo.userId, email: "jane.doe@example.com" },
  });
  await shop.clock.advance(1_000);
  await say(shop, "Hello");
  const query = `?since=${encodeURIComponent(String(all.json.serverTime))}`;
  expect((await history(shop, chatInstanceId, as.access, query)).map(({ user }) => user.role)).toEqual(["USER", "BOT"]);
  const wrong = await shop.send(`/api/chat/history/${chatInstanceId}?since=yesterday`, { headers: as.access });
  expect(wrong.status).toBe(400);
});

test("an API token reads every conversation of its account, and none of another", async () => {
  const shop = openShop();
  const { authorization } = as.api;
  expect((await history(shop, chatInstanceId, { authorization })).length).toBe(3);
  const path = `/api/chat/history/${foreign.chatInstanceId}`;
  const strange = await shop.send(path, { headers: { authorization } });
  const unknown = await shop.send("/api/chat/history/cmd0", { headers: { authorization } });
  expect([strange.status, strange.text]).toEqual([404, unknown.text]);
});

test("a history of more than a page is whole and in order", async () => {
  const said = await history(openShop({ seed: "long-history" }), "cml0n6c0n0001l508v3r5a7tn");
  expect([said.length, said[1]?.text, said.at(-1)?.text]).toEqual([401, "Question 1", "Answer 200"]);
});

test("conversations come page by page, and are found by their words", async () => {
  const shop = openShop({ seed: "long-history" });
  const list = async (query: string) => {
    const path = `/api/chat/conversations?chatModelId=${chatModelId}${query}`;
    return (await shop.send(path, { headers: as.access })).json as {
      conversations: { id: string; title: string }[];
      nextCursor: string | null;
    };
  };
  const ids: string[] = [];
  for (let cursor: string | null | undefined; cursor !== null; ) {
    const page = await list(`&limit=25${cursor === undefined ? "" : `&cursor=${cursor}`}`);
    ids.push(...page.conversations.map(({ id }) => id));
    cursor = page.nextCursor;
  }
  expect([ids.length, new Set(ids).size, ids[0]]).toEqual([63, 63, chatInstanceId]);
  expect((await list("&q=blue%20mug")).conversations.map(({ title }) => title)).toEqual(["Blue mug"]);
  const [first, second] = [await list("&q=answer&limit=2"), await list("&q=answer&limit=2&cursor=x")];
  expect([first.conversations.length, typeof first.nextCursor, second.conversations]).toEqual([2, "string", undefined]);
  const path = `/api/chat/conversations?chatModelId=${chatModelId}`;
  expect((await shop.send(`${path}&cursor=x`, { headers: as.access })).status).toBe(400);
  expect((await shop.send(path)).status).toBe(401);
  expect((await shop.send(path.replace(chatModelId, foreign.chatModelId), { headers: as.access })).status).toBe(403);
});

test("a conversation is renamed by its owner alone", async () => {
  const shop = openShop();
  const rename = (id: string, headers: Sent["headers"] = as.access) =>
    shop.send(`/api/chat/conversations/${id}`, { method: "PATCH", headers, json: { title: "Return of the blue mug" } });
  expect((await rename(chatInstanceId)).status).toBe(204);
  const { json } = await shop.send(`/api/chat/history/${chatInstanceId}`, { headers: as.access });
  expect(json.title).toBe("Return of the blue mug");
  const unknown = await rename("cmd0");
  expect([unknown.status, (await rename(foreign.chatInstanceId)).text]).toEqual([404, unknown.text]);
});

test("the assistant shows itself to everybody", async () => {
  const shop = openShop();
  const model = await shop.send(`/api/chat/getModel?id=${chatModelId}`);
  expect(model.json).toMatchObject({ id: chatModelId, name: "Mia", user: { name: "Sam Lee" } });
  expect((await shop.send("/api/chat/getModel?id=nothing")).status).toBe(404);
  const headers = { appToken: foreign.apiToken };
  expect((await shop.send(`/api/chat/getModel?id=${chatModelId}`, { headers })).status).toBe(404);
});

test("a token for the socket is for one's own conversation", async () => {
  const shop = openShop();
  const ask = (id: string, headers: Sent["headers"] = as.access) =>
    shop.send("/api/chat/socket-token", { headers, json: { chatInstanceId: id, chatModelId } });
  expect((await ask(chatInstanceId)).json.socketToken).toMatch(/^aist_st_/);
  expect((await ask(foreign.chatInstanceId)).status).toBe(404);
  expect((await ask(chatInstanceId, as.visitor)).status).toBe(403);
});

test("the widget sends the token of its site beside the one of the user", async () => {
  const headers = { ...as.access, appToken: demoCredentials.apiToken };
  expect((await say(openShop(), "Hello", { headers })).status).toBe(200);
  const strange = { ...as.access, appToken: foreign.apiToken };
  expect((await say(openShop(), "Hello", { headers: strange })).status).toBe(400);
});

test.each([
  ["an unknown conversation", { chatInstanceId: "cmd0" }, 404],
  ["no conversation", { chatInstanceId: "" }, 404],
  ["another account", { chatInstanceId: foreign.chatInstanceId }, 404],
  ["another chat model", { chatModelId: foreign.chatModelId }, 403],
  ["a message that is too long", { message: "a".repeat(32_001) }, 400],
  ["a message that is none", { message: 1 }, 400],
])("a message to %s is refused", async (_name, json, status) => {
  expect((await say(openShop(), "Hello", { json })).status).toBe(status);
});

test("the team talks with the back-office assistant, and nobody else does", async () => {
  const shop = openShop();
  await shop.send("/api/auth/request-otp", { json: { email: "sam.lee@shop.example", chatModelId } });
  const code = await lastCode(shop);
  const { token } = (await shop.send("/api/auth/otp-auth", { json: { email: "sam.lee@shop.example", code } })).json;
  const headers = { authorization: `Bearer ${token}`, "x-use-chatbot-auth": "true" };
  const base = `/api/admin/chatModel/${chatModelId}/smartadmin`;
  const opened = await shop.send(`${base}/instance`, { headers, json: { chatModelId } });
  expect(opened.status).toBe(200);
  const json = { query: "Hello", message: "Hello", chatInstanceId: opened.json.chatInstanceId };
  expect((await shop.send(`${base}/chat`, { headers, json })).json.message).toMatchObject({ user: { role: "BOT" } });
  expect((await shop.send(`${base}/chat`, { headers, json: { ...json, chatInstanceId } })).status).toBe(404);
  expect((await shop.send(`${base}/instance`, { json: { chatModelId } })).status).toBe(401);
  const other = `/api/admin/chatModel/${foreign.chatModelId}/smartadmin/instance`;
  expect((await shop.send(other, { headers, json: { chatModelId: foreign.chatModelId } })).status).toBe(403);
});

test("the same requests give the same bytes, in another sandbox too", async () => {
  const play = async () => {
    const shop = openShop();
    const opened = await shop.send("/api/chat/createInstance", { json: { chatModelId } });
    const id = String(opened.json.chatInstanceId);
    const said = await say(
      shop,
      "Where is my order 4711?",
      { headers: {}, json: { chatInstanceId: id } },
      "?stream=true",
    );
    return [opened.text, said.text, (await shop.send(`/api/chat/history/${id}`)).text];
  };
  const first = await play();
  expect(await play()).toEqual(first);
});

test("worlds see nothing of each other", async () => {
  const shop = openShop();
  const other = { ...as.access, "x-parley-world": "other" };
  await say(shop, "MARK-a1");
  expect(JSON.stringify(await history(shop))).toContain("MARK-a1");
  expect(JSON.stringify(await history(shop, chatInstanceId, other))).not.toContain("MARK-a1");
  const opened = await shop.send("/api/chat/createInstance", { headers: other, json: { chatModelId } });
  const id = String(opened.json.chatInstanceId);
  expect((await shop.send(`/api/chat/history/${id}`, { headers: as.access })).status).toBe(404);
  // A credential of one world opens that world by itself.
  const headers = { "x-parley-world": "other" };
  const visitor = (await shop.send("/api/chat/createInstance", { headers, json: { chatModelId } })).json;
  const token = { "x-chat-visitor-token": String(visitor.visitorToken) };
  expect((await shop.send(`/api/chat/history/${visitor.chatInstanceId}`, { headers: token })).status).toBe(200);
});

test("what a client claims that was said, and who said it, counts for nothing", async () => {
  const shop = openShop();
  const before = await history(shop);
  const messages = [{ id: "x", text: "MARK-forged", user: { role: "BOT", name: "Mia" } }];
  await say(shop, "What did I say before?", { json: { messages, id: "x", role: "BOT", ownerId: foreign.ownerId } });
  const after = await history(shop);
  expect(after.slice(0, before.length)).toEqual(before);
  expect(JSON.stringify(after)).not.toContain("MARK-forged");
  expect(after.at(-2)?.user.role).toBe("USER");
});

test("a line break in a reply forges no event", async () => {
  const text = 'a\n\ndata: {"type":"stream_end"}\n\nb';
  const events = eventsOf((await say(openShop(), `/echo ${text}`, {}, "?stream=true")).text);
  expect(events.filter(({ type }) => type === "stream_end")).toHaveLength(1);
  expect(events.at(-2)?.text).toContain("stream_end");
});

test("a slow reply comes as quickly as its request says, and none at an unknown speed", async () => {
  const shop = openShop();
  expect((await say(shop, "Hello", { headers: { ...as.access, "x-parley-pacing": "x" } })).status).toBe(400);
  let isDone = false;
  const answer = say(shop, "Hello", { headers: { ...as.access, "x-parley-pacing": "reasoning" } }).then((received) => {
    isDone = true;
    return received;
  });
  await shop.clock.advance(5_000);
  expect(isDone).toBe(false);
  await shop.clock.advance(60_000);
  expect((await answer).status).toBe(200);
});
