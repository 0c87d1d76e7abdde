// biome-ignore-all lint/style/noRestrictedImports: the client of the vendor's API is what calls here.
/** The typed client of this workspace against the sandbox, its whole surface. */

import {
  createChatzy,
  insertNudge,
  openInbox,
  readReply,
  resumeConversation,
  startConversation,
  transcribe,
  uploadDocument,
} from "@parley/chatzy";
import { createTokenPair, refreshAccessToken } from "@parley/chatzy/server";
import { createManualClock } from "@parley/clock/manual";
import { afterEach, beforeEach, expect, test } from "vitest";
import { readRecording } from "./__fixtures__/audio.ts";
import { createTested, start, type Tested } from "./__fixtures__/client.ts";
import { demo } from "./demo.ts";

let tested: Tested;
beforeEach(() => {
  tested = createTested();
});
afterEach(() => {
  expect(tested.incidents).toEqual([]);
});

function connect(options: Parameters<typeof createChatzy>[0] = {}) {
  const { clock, sandbox } = tested;
  return createChatzy({ baseUrl: "http://sandbox.test/chatzy", fetch: sandbox.fetch, clock, ...options });
}

test("a conversation with tools, its history, and a nudge", async () => {
  const chatzy = connect();
  const conversation = await startConversation(chatzy, { chatbotId: demo.agent });
  expect(conversation.introductoryMessage?.content).toBe("Hello! 👋");
  const events: string[] = [];
  for await (const event of await conversation.send("Where is my order 4711?")) {
    if (events.at(-1) !== event.type) events.push(event.type);
  }
  expect(events).toEqual(["text_delta", "tool_start", "tool_end", "text_delta", "message_end"]);
  await insertNudge(chatzy, { ...conversation, message: "Anything else?" });
  const history = await Array.fromAsync(conversation.history());
  expect(history.map(({ role }) => role)).toEqual(["assistant", "user", "assistant", "assistant"]);
});

test("a reply that was cut is found again, whole and once", async () => {
  const clock = createManualClock(start);
  tested = createTested({ clock });
  let isCut = false;
  const chatzy = connect({
    clock,
    fetch: async (request) => {
      const response = await tested.sandbox.fetch(request);
      if (isCut || !request.url.includes("/get-response")) return response;
      isCut = true;
      const [first] = (await response.text()).split("\n\n");
      return new Response(`${first}\n\n`, response);
    },
  });
  const conversation = await startConversation(chatzy, { chatbotId: demo.agent });
  const reply = await conversation.send("When do you open?");
  const message = await readReply(reply);
  expect(isCut).toBe(true);
  const history = await Array.fromAsync(conversation.history());
  expect(message.text).toBe(history.at(-1)?.content);
});

test("a reply is taken up again after a reload, before anybody has read it and after", async () => {
  const chatzy = connect();
  const conversation = await startConversation(chatzy, { chatbotId: demo.agent });
  await conversation.send("When do you open?");
  const reloaded = resumeConversation(chatzy, {
    chatbotId: demo.agent,
    conversationId: conversation.conversationId,
  });
  const streamed = await readReply(reloaded.resumeReply());
  const stored = await readReply(reloaded.resumeReply());
  expect(streamed.text).toBe(stored.text);
});

test("a document is uploaded and talked about, and a clip is spoken", async () => {
  const chatzy = connect();
  const conversation = await startConversation(chatzy, { chatbotId: demo.agent });
  const file = new File(["The crate contains a telescope and two lenses."], "crate.txt", { type: "text/plain" });
  const document = await uploadDocument(chatzy, file);
  const reply = await conversation.send("What does the crate contain?", { documents: [document] });
  expect((await readReply(reply)).text).toContain("two lenses");
  const audio = new Blob([await readRecording("hello-there.webm")], { type: "audio/webm" });
  const clientMessageKey = "msg_123";
  const said = await transcribe(chatzy, { ...conversation, clientMessageKey, audio });
  expect((await readReply(await conversation.send(said, { clientMessageKey }))).text).not.toBe("");
});

test.each([
  ["/overflow reply", "incomplete_content"],
  ["/overflow tool_call", "incomplete_tool_calls"],
  ["/overflow request", "incomplete_request"],
  ["/refuse paused", "frozen"],
  ["/refuse blocked", "blacklisted"],
  ["/refuse no_message", "no_message_found"],
  ["/error", "processing_failed"],
])("the reply to %s fails as %s", async (content, code) => {
  const conversation = await startConversation(connect(), { chatbotId: demo.agent });
  await expect(readReply(await conversation.send(content))).rejects.toMatchObject({ code });
});

test("an iframe has tokens, which its calls carry", async () => {
  const user = { userId: "user123", chatbotId: demo.iframeAgent };
  const pair = await createTokenPair(connect(), { ...user, clientApiKey: demo.clientKey });
  const { accessToken } = await refreshAccessToken(connect(), { ...user, refreshToken: pair.refreshToken });
  const chatzy = connect({ credentials: { iframeToken: accessToken } });
  const conversation = await startConversation(chatzy, { chatbotId: demo.iframeAgent });
  expect((await readReply(await conversation.send("hello"))).text).not.toBe("");
  expect(await Array.fromAsync(conversation.history())).toHaveLength(3);
  const { conversationId } = conversation;
  const other = resumeConversation(connect(), { chatbotId: demo.iframeAgent, conversationId });
  await expect(Array.fromAsync(other.history())).rejects.toMatchObject({ status: 401 });
});

test("the inbox signs in, again when its token is too old, and reads contacts and messages", async () => {
  const inbox = openInbox(connect(), { userEmailId: demo.account, password: demo.password });
  const names = (await Array.fromAsync(inbox.contacts())).map(({ contactName }) => contactName);
  expect(names).toEqual(["Maria Silva", "Jonas Weber"]);
  await tested.clock.advance(2 * 60 * 60_000);
  const messages = await Array.fromAsync(inbox.messages({ contactId: demo.contact }));
  expect(messages.map(({ content }) => content)).toEqual(["Can you send me the plan here?"]);
});
