import { expect, test } from "vitest";
import { createPlatform, json } from "./__fixtures__/server.ts";
import { visitor } from "./auth.ts";
import { createSmartTalk } from "./client.ts";
import { type HistorySnapshot, syncChatHistory } from "./history.ts";

const conversation = { chatInstanceId: "instance-1", chatModelId: "model-1" };
const first = { id: "1", text: "Hello", created_at: "2026-09-14T09:12:04.120Z" };
const second = { id: "2", text: "Hi", created_at: "2026-09-14T09:12:31.480Z" };
const third = { id: "3", text: "Parcel?", created_at: "2026-09-14T11:12:34.905+02:00" };
const user = { id: "anonymous", email: "anonymous@example.com" };

/** Snapshots of a conversation that is brought up to date once for each answer, and what was asked. */
async function follow(...answers: object[]): Promise<{ snapshots: HistorySnapshot[]; targets: string[] }> {
  const { fetch, asked } = createPlatform(...answers.map((answer) => json(answer)));
  const client = createSmartTalk({ auth: visitor("visitor-1"), fetch });
  const snapshots: HistorySnapshot[] = [];
  for (const _ of answers) snapshots.push(await syncChatHistory(client, conversation, snapshots.at(-1)));
  return { snapshots, targets: asked.map(({ target }) => target) };
}

test("what is new is asked for with an overlap of five seconds, and merged by id", async () => {
  const { snapshots, targets } = await follow(
    {
      messages: [first, third],
      connectedOrAnonymousUser: user,
      title: "Parcel",
      serverTime: "2026-09-14T09:12:40.000Z",
    },
    { messages: [{ ...third, text: "Parcel please?" }, second], serverTime: "2026-09-14T09:13:10.000Z" },
    { serverTime: "2026-09-14T09:14:00.000Z", title: "Found" },
  );
  expect(targets).toEqual([
    "/api/chat/history/instance-1",
    "/api/chat/history/instance-1?since=2026-09-14T09%3A12%3A35.000Z",
    "/api/chat/history/instance-1?since=2026-09-14T09%3A13%3A05.000Z",
  ]);
  const messages = [first, second, { ...third, text: "Parcel please?" }];
  expect(snapshots).toEqual([
    { messages: [first, third], title: "Parcel", user, serverTime: "2026-09-14T09:12:40.000Z" },
    { messages, title: "Parcel", user, serverTime: "2026-09-14T09:13:10.000Z" },
    { messages, title: "Found", user, serverTime: "2026-09-14T09:14:00.000Z" },
  ]);
});

test.each([[{}], [{ serverTime: "soon" }]])("a server with the time %j is asked for everything", async (time) => {
  const { snapshots, targets } = await follow({ messages: [first, second], ...time }, { messages: [second], ...time });
  expect(targets).toEqual(["/api/chat/history/instance-1", "/api/chat/history/instance-1"]);
  // What is gone from the whole was deleted.
  expect(snapshots.map(({ messages }) => messages)).toEqual([[first, second], [second]]);
});

test("messages without id or time stay where they are, each once", async () => {
  const bare = { text: "?" };
  const { snapshots } = await follow({ messages: [second, bare, bare, first], serverTime: "2026-09-14T09:12:40.000Z" });
  expect(snapshots.at(-1)?.messages).toEqual([second, bare, first]);
});
