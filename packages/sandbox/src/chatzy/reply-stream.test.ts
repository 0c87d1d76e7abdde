import { afterEach, beforeEach, expect, test } from "vitest";
import { createMemoryStore } from "../core/world/index.ts";
import { createTested, replyOf, type Tested } from "./__fixtures__/client.ts";
import { ask, historyOf, send, startConversation, statusOf, tokenFor } from "./__fixtures__/flows.ts";
import { demo } from "./demo.ts";

let tested: Tested;
beforeEach(() => {
  tested = createTested();
});
afterEach(() => {
  expect(tested.incidents).toEqual([]);
});

test.each([
  ["hello", demo.agent, ["close_connection"]],
  ["Where is my order 4711?", demo.agent, ["call_again", "close_connection"]],
  ["/empty", demo.agent, ["close_connection"]],
  ["/whole", demo.agent, ["close_connection"]],
  ["hello", demo.wholeAgent, ["[DONE]"]],
  ["/overflow reply", demo.agent, ["close_connection_incomplete_content"]],
  ["/overflow tool_call", demo.agent, ["close_connection_incomplete_tool_calls"]],
  ["/overflow request", demo.agent, ["close_connection_incomplete_request"]],
  ["/error", demo.agent, ["__ERROR__: An error in the middle was asked for."]],
  ["/crash", demo.agent, ["__ERROR__: The agent failed."]],
  ["/cut", demo.agent, ["__ERROR__: The agent stopped without an ending."]],
  ["/refuse no_message", demo.agent, ["no_message_found"]],
  ["/refuse paused", demo.agent, ["[FROZEN]"]],
  ["/refuse blocked", demo.agent, ["[BLACKLISTED]"]],
])("the reply to %s of the agent %s has the words %j", async (content, agent, words) => {
  const conversation = await startConversation(tested, agent);
  expect(replyOf(await ask(tested, conversation, content, { agent })).words).toEqual(words);
  expect(await statusOf(tested, conversation)).toEqual(["completed", "completed"]);
});

test("the reply is text in pieces, or one whole message, and the same text is in the history", async () => {
  for (const [agent, isWhole] of [
    [demo.agent, false],
    [demo.wholeAgent, true],
  ] as const) {
    const conversation = await startConversation(tested, agent);
    const data = await ask(tested, conversation, "When do you open?", { agent });
    expect(data.length === 2).toBe(isWhole);
    expect((await historyOf(tested, conversation)).at(-1)).toEqual(["assistant", replyOf(data).text]);
  }
});

test.each([
  [demo.frozenUserId, "[FROZEN]"],
  [demo.blockedUserId, "[BLACKLISTED]"],
])("a message of the contact %s is kept and answered with %s", async (user_id, word) => {
  const conversation = await startConversation(tested);
  expect(await ask(tested, conversation, "hello", { user_id })).toEqual([word]);
  expect((await historyOf(tested, conversation)).map(([role]) => role)).toEqual(["assistant", "user"]);
});

test("a frozen contact is answered again when the pause is over", async () => {
  const conversation = await startConversation(tested);
  const user_id = demo.frozenUserId;
  await tested.clock.advance(24 * 60 * 60_000 - 1);
  expect(await ask(tested, conversation, "hello", { user_id })).toEqual(["[FROZEN]"]);
  await tested.clock.advance(1);
  expect(replyOf(await ask(tested, conversation, "hello", { user_id })).words).toEqual(["close_connection"]);
});

test("the status goes from waiting to being generated to complete, also when the reader goes away", async () => {
  const conversation = await startConversation(tested);
  expect(await statusOf(tested, conversation)).toEqual(["completed", "completed"]);
  const { body } = await send(tested, conversation, "/silence 30");
  expect(await statusOf(tested, conversation)).toEqual(["is_streaming", null]);
  const leaving = new AbortController();
  const response = await tested.send(`/get-response?token=${body.data.temp_token}`, { signal: leaving.signal });
  expect(response.headers.get("content-type")).toBe("text/event-stream");
  await tested.clock.advance(0);
  expect(await statusOf(tested, conversation)).toEqual(["is_streaming", "processing"]);
  leaving.abort();
  await response.body?.cancel().catch(() => {});
  await tested.clock.advance(29_999);
  expect(await statusOf(tested, conversation)).toEqual(["is_streaming", "processing"]);
  await tested.clock.advance(1);
  expect(await statusOf(tested, conversation)).toEqual(["completed", "completed"]);
  expect((await historyOf(tested, conversation)).at(-1)?.[0]).toBe("assistant");
});

test("a reader who comes late gets the whole reply, while it is generated and after", async () => {
  const conversation = await startConversation(tested);
  const { body } = await send(tested, conversation, "/slow");
  const tokens = [body.data.temp_token, await tokenFor(tested, conversation), await tokenFor(tested, conversation)];
  const first = await tested.open(tokens[0]);
  await tested.clock.advance(2_000);
  const second = await tested.open(tokens[1]);
  await tested.clock.advance(30_000);
  const whole = await first.data;
  expect(await second.data).toEqual(whole);
  expect(await tested.stream(tokens[2])).toEqual(whole);
});

test("a temporary token opens one stream, of 20 that are tried at once", async () => {
  const conversation = await startConversation(tested);
  const { body } = await send(tested, conversation, "hello");
  const all = await Promise.all(Array.from({ length: 20 }, () => tested.stream(body.data.temp_token)));
  const opened = all.filter(([first]) => !first?.startsWith("401"));
  expect(opened).toHaveLength(1);
  expect(all.filter(([first]) => first === '401 {"message":"Token already used"}')).toHaveLength(19);
  expect((await historyOf(tested, conversation)).map(([role]) => role)).toEqual(["assistant", "user", "assistant"]);
});

test.each([
  [59_999, "close_connection"],
  [60_000, '401 {"message":"Token expired"}'],
])("a temporary token of %i ms gives %s", async (age, last) => {
  const conversation = await startConversation(tested);
  const { body } = await send(tested, conversation, "hello");
  await tested.clock.advance(age);
  expect((await tested.stream(body.data.temp_token)).at(-1)).toBe(last);
});

test("a reply whose token was not used in time is read with a new token", async () => {
  const conversation = await startConversation(tested);
  await send(tested, conversation, "hello");
  await tested.clock.advance(3_600_000);
  expect(await statusOf(tested, conversation)).toEqual(["is_streaming", null]);
  expect((await tested.stream(await tokenFor(tested, conversation))).at(-1)).toBe("close_connection");
});

test("a token of a conversation without a message finds none to answer", async () => {
  const conversation = await startConversation(tested);
  expect(await tested.stream(await tokenFor(tested, conversation))).toEqual(["no_message_found"]);
});

test.each([
  ["no token", "", '{"message":"Unauthorized"}'],
  ["no token of ours", "?token=abc", '{"message":"Invalid token"}'],
])("%s is refused", async (_name, query, body) => {
  const response = await tested.send(`/get-response${query}`);
  expect([response.status, await response.text()]).toEqual([401, body]);
  expect(response.headers.get("www-authenticate")).toContain("ApiKey");
});

test("no token of another kind opens a stream", async () => {
  const { body } = await tested.post("/get_id_token", { user_email_id: demo.account, password: demo.password });
  expect(await tested.stream(body.data.idToken)).toEqual(['401 {"message":"Invalid token"}']);
});

test("messages of a conversation are answered one after the other", async () => {
  const conversation = await startConversation(tested);
  const first = await send(tested, conversation, "/silence 10");
  const slow = await tested.open(first.body.data.temp_token);
  await tested.clock.advance(0);
  const second = await send(tested, conversation, "What did I say before?");
  const quick = await tested.open(second.body.data.temp_token);
  await tested.clock.advance(5_000);
  expect(await statusOf(tested, conversation)).toEqual(["is_streaming", null]);
  await tested.clock.advance(5_000);
  const [waited, recalled] = [replyOf(await slow.data), replyOf(await quick.data)];
  expect([waited.words, recalled.words]).toEqual([["close_connection"], ["close_connection"]]);
  // Each stream has its own reply, although the conversation has one log.
  expect(recalled.text).not.toContain(waited.text);
  expect((await historyOf(tested, conversation)).slice(-2)).toEqual([
    ["assistant", waited.text],
    ["assistant", recalled.text],
  ]);
});

test("the agent knows what was said before", async () => {
  const conversation = await startConversation(tested);
  await ask(tested, conversation, "My lamp arrived broken on Tuesday.");
  expect(replyOf(await ask(tested, conversation, "What did I say before?")).text).toContain("My lamp arrived broken");
});

test("a request chooses the speed of its reply; one that there is not is said on the stream, and costs no token", async () => {
  const conversation = await startConversation(tested);
  const { body } = await send(tested, conversation, "hello");
  const token = body.data.temp_token;
  const [refused] = await tested.stream(token, { headers: { "x-parley-pacing": "warp" } });
  expect(refused).toMatch(/^__ERROR__: There is no pacing "warp": it is one of instant, fast/);
  const opened = await tested.open(token, { headers: { "x-parley-pacing": "fast" } });
  await tested.clock.advance(100);
  expect(await statusOf(tested, conversation)).toEqual(["is_streaming", "processing"]);
  await tested.clock.advance(60_000);
  const data = await opened.data;
  expect(data.length).toBeGreaterThan(3);
  expect(replyOf(data).words).toEqual(["close_connection"]);
});

test("a reply that is lost because the server stops has a status of its own, and its stream says so", async () => {
  const store = createMemoryStore();
  const stopping = createTested({ store });
  const { body } = await send(stopping, demo.conversation, "/silence 10");
  const reply = await stopping.open(body.data.temp_token);
  await stopping.clock.advance(0);
  await stopping.sandbox.close();
  expect(await reply.data).toEqual([expect.stringMatching(/^__ERROR__: The server stopped/)]);
  tested = createTested({ store });
  expect(await statusOf(tested, demo.conversation)).toEqual(["failed", "failed"]);
  expect((await ask(tested, demo.conversation, "hello")).at(-1)).toBe("close_connection");
  expect(await statusOf(tested, demo.conversation)).toEqual(["completed", "completed"]);
});

test("when a world begins anew while a reply is generated, the stream ends with an error", async () => {
  const { body } = await send(tested, demo.conversation, "/silence 10");
  const reply = await tested.open(body.data.temp_token);
  await tested.clock.advance(0);
  await tested.sandbox.worlds.reset("default");
  expect(replyOf(await reply.data).words).toEqual([expect.stringMatching(/^__ERROR__: /)]);
  await tested.clock.advance(20_000);
  expect(await historyOf(tested, demo.conversation)).toEqual([]);
});
