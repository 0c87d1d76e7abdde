/** What holds for worlds as a whole: apart from each other, the same twice, without secrets, and kept on disk. */

import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { openFolderBlobs, openSqliteStore } from "../hosts/node/index.ts";
import { createTested, type Tested } from "./__fixtures__/client.ts";
import { ask, historyOf, pairFor, send, signIn, startConversation, statusOf, tokenFor } from "./__fixtures__/flows.ts";
import { demo } from "./demo.ts";

/** The same calls in one world. */
function inWorld(tested: Tested, world: string): Tested {
  const withWorld = ({ headers, ...init }: RequestInit = {}): RequestInit => ({
    ...init,
    headers: { ...(headers as Record<string, string>), "x-parley-world": world },
  });
  return {
    ...tested,
    send: (path, init) => tested.send(path, withWorld(init)),
    get: (path, query, init) => tested.get(path, query, withWorld(init)),
    post: (path, body, init) => tested.post(path, body, withWorld(init)),
    open: (token, init) => tested.open(token, withWorld(init)),
    stream: (token, init) => tested.stream(token, withWorld(init)),
  };
}

/** Something of everything, as the bytes that came of it. */
async function live(tested: Tested): Promise<string[]> {
  const bodies: string[] = [];
  const keep = <Value>(value: Value): Value => {
    bodies.push(JSON.stringify(value));
    return value;
  };
  keep(await pairFor(tested, "user123"));
  const conversation = keep(await startConversation(tested));
  const { body } = await send(tested, conversation, "Where is my order 4711?", { user_id: demo.userId });
  keep(body);
  keep(await tested.stream(body.data.temp_token));
  keep(await ask(tested, conversation, "/long"));
  keep(await historyOf(tested, conversation));
  keep(await tokenFor(tested, conversation));
  keep((await tested.get("/generate_presigned_url_no_auth", { file_type: "text/plain" })).body);
  const options = await signIn(tested);
  keep(options);
  keep((await tested.get("/get_contact_conversations", { user_email_id: demo.account }, options)).body);
  keep((await tested.get("/get_contact_conversation_messages", { contact_id: demo.contact }, options)).body);
  return bodies;
}

test("the same requests give the same bytes, and another chance gives others", async () => {
  const [first, second, other] = [createTested(), createTested(), createTested({ chance: "other" })];
  const bytes = await live(first);
  expect(await live(second)).toEqual(bytes);
  expect((await live(other)).at(0)).not.toBe(bytes.at(0));
  expect([...first.incidents, ...second.incidents]).toEqual([]);
});

test("50 worlds at once give the same bytes as one alone", async () => {
  const tested = createTested();
  const names = Array.from({ length: 50 }, (_, index) => `world-${index}`);
  for (const name of names) await tested.sandbox.worlds.create(name, { chance: "same" });
  const all = await Promise.all(names.map(async (name) => (await live(inWorld(tested, name))).slice(1, 2)));
  expect(new Set(all.map((bytes) => JSON.stringify(bytes))).size).toBe(1);
  expect(tested.incidents).toEqual([]);
});

test("nothing of a world is seen from another, also where both were made of the same chance", async () => {
  const tested = createTested();
  for (const name of ["one", "two"]) await tested.sandbox.worlds.create(name, { chance: "same" });
  const [one, two] = [inWorld(tested, "one"), inWorld(tested, "two")];
  const conversation = await startConversation(one);
  const { body } = await send(one, conversation, "hello");
  expect((await two.get("/get_stream_status", { conversation_id: conversation })).status).toBe(404);
  expect(await two.stream(body.data.temp_token)).toEqual(['401 {"message":"Invalid token"}']);
  const { access } = await pairFor(one, "user123");
  const query = { chatbot_id: demo.iframeAgent, access_token: access };
  expect((await two.get("/init_conversation", query)).status).toBe(401);
  expect(await statusOf(one, conversation)).toEqual(["is_streaming", null]);
});

test("a token leads to its own world, without a header", async () => {
  const tested = createTested();
  const one = inWorld(tested, "one");
  const conversation = await startConversation(one);
  const { body } = await send(one, conversation, "hello");
  expect((await tested.stream(body.data.temp_token)).at(-1)).toBe("close_connection");
  expect(await historyOf(one, conversation)).toHaveLength(3);
  const { access } = await pairFor(one, "user123");
  const started = await tested.get("/init_conversation", { chatbot_id: demo.iframeAgent, access_token: access });
  const own = { conversation_id: started.body.data.conversation_id, access_token: access };
  expect((await one.get("/get_stream_status", own)).status).toBe(200);
  const options = await signIn(one);
  await send(one, await startConversation(one), "hello", { user_id: "only-here" });
  const search = { user_email_id: demo.account, search: "only-here" };
  expect((await tested.get("/get_contact_conversations", search, options)).body.data.data.contacts).toHaveLength(1);
});

test("no password, key or token that anybody presents is kept", async () => {
  const tested = createTested();
  const { access, refresh } = await pairFor(tested, "user123");
  const { headers } = await signIn(tested);
  const { body } = await send(tested, demo.conversation, "hello");
  const temp = body.data.temp_token;
  await tested.stream(temp);
  const kept = JSON.stringify(await tested.sandbox.worlds.exportWorld("default"));
  for (const secret of [demo.password, demo.clientKey, access, refresh, headers.authorization.slice(7), temp]) {
    expect(kept).not.toContain(secret);
  }
  const { jti } = JSON.parse(atob(temp.split(".")[1].replaceAll("-", "+").replaceAll("_", "/")));
  expect(kept).not.toContain(jti);
});

test("tokens that nobody can use any more are forgotten", async () => {
  const tested = createTested();
  for (let hour = 0; hour < 50; hour += 1) {
    await tokenFor(tested, demo.conversation);
    await tested.clock.advance(3_600_000);
  }
  const { collections } = await tested.sandbox.worlds.exportWorld("default");
  expect(collections["chatzy/temp-tokens"]?.length).toBeLessThanOrEqual(2);
});

test("a world that is written down goes on elsewhere, tokens and files too", async () => {
  const [before, after] = [createTested(), createTested()];
  const conversation = await startConversation(before);
  const { body } = await send(before, conversation, "hello");
  const document = JSON.parse(JSON.stringify(await before.sandbox.worlds.exportWorld("default")));
  await after.sandbox.worlds.importWorld(document);
  expect(await after.stream(body.data.temp_token)).toEqual(await before.stream(body.data.temp_token));
  const s3_url = `https://chatzy-kb-store.s3.amazonaws.com/${demo.document}`;
  const documents = [{ file_name: "document.pdf", mime_type: "application/pdf", s3_url }];
  expect((await ask(after, conversation, "Which seat is it?", { documents })).join("")).toContain("14C");
});

test.each(["empty", "demo", "returning-visitor", "long-history"] as const)(
  "a world of the seed %s works",
  async (seed) => {
    const tested = createTested({ seed });
    const conversation = await startConversation(tested);
    expect((await ask(tested, conversation, "hello")).at(-1)).toBe("close_connection");
    const options = await signIn(tested);
    const inbox = await tested.get("/get_contact_conversations", { user_email_id: demo.account }, options);
    expect([inbox.status, inbox.body.data.data.contacts.length === 0]).toEqual([200, seed === "empty"]);
    expect(tested.incidents).toEqual([]);
  },
);

test("a returning visitor finds what was said", async () => {
  const tested = createTested({ seed: "returning-visitor" });
  expect((await historyOf(tested, demo.conversation)).map(([role]) => role)).toEqual([
    "assistant",
    "user",
    "assistant",
  ]);
});

test("all of it works on disk, and a message that nobody read is answered after a restart", async () => {
  const folder = await mkdtemp(join(tmpdir(), "parley-chatzy-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  const open = async () => {
    const store = openSqliteStore(join(folder, "worlds.db"));
    return { store, tested: createTested({ store, blobs: await openFolderBlobs(join(folder, "files")) }) };
  };
  const before = await open();
  const bytes = await live(before.tested);
  expect(bytes).toEqual(await live(createTested()));
  const { body } = await send(before.tested, demo.conversation, "hello");
  await before.tested.sandbox.close();
  await before.store.close();
  const after = await open();
  expect((await after.tested.stream(body.data.temp_token)).at(-1)).toBe("close_connection");
  expect([...before.tested.incidents, ...after.tested.incidents]).toEqual([]);
  await after.tested.sandbox.close();
  await after.store.close();
});

test("a day of 1,000 conversations leaves nothing behind but what was said", async () => {
  const tested = createTested({ seed: "empty" });
  const { access, refresh } = await pairFor(tested, "user123");
  for (let number = 0; number < 1_000; number += 1) {
    const conversation = await startConversation(tested);
    expect((await ask(tested, conversation, "When do you open?")).at(-1)).toBe("close_connection");
    if (number % 10 > 0) continue;
    const late = await tokenFor(tested, conversation);
    await tested.clock.advance(864_000);
    expect((await tested.stream(late))[0]).toContain("Token expired");
  }
  const query = { chatbot_id: demo.iframeAgent, access_token: access };
  expect((await tested.get("/init_conversation", query)).status).toBe(401);
  const again = { user_id: "user123", chatbot_id: demo.iframeAgent, refresh_token: refresh };
  expect((await tested.post("/ai_agent/refresh_token", again)).status).toBe(200);
  expect(tested.clock.sleeping()).toBe(0);
  const { collections } = await tested.sandbox.worlds.exportWorld("default");
  expect(collections["chatzy/conversations"]).toHaveLength(1_000);
  expect(collections["chatzy/messages"]).toHaveLength(3_000);
  expect(collections["chatzy/temp-tokens"]?.length).toBeLessThan(10);
  expect(tested.incidents).toEqual([]);
});
