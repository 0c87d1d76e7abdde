/** The snippets of the README are the files of examples/, and these run against the mock of the contract. */

import { readdirSync, readFileSync } from "node:fs";
import { type RunningMock, startMock } from "@parley/tooling/mock";
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import { chatbotId, conversationId } from "./__fixtures__/platform.ts";

const folder = new URL("../examples/", import.meta.url);
const readme = readFileSync(new URL("../README.md", import.meta.url), "utf8");
const plan = /^How exciting! .* the way to get there\.$/;

let mock: RunningMock;
/** What the examples print. */
let output: string[] = [];
/** Answers of the mock other than the first, by path. */
let prefer: Readonly<Record<string, string>> = {};

beforeAll(async () => {
  mock = await startMock("chatzy");
  vi.resetModules();
  vi.doMock("./chatzy.ts", async (importOriginal) => {
    const original = await importOriginal<typeof import("./chatzy.ts")>();
    const createChatzy: typeof original.createChatzy = (options) =>
      original.createChatzy({ ...options, baseUrl: mock.baseUrl, fetch: reachMock });
    return { ...original, createChatzy };
  });
});

afterAll(async () => {
  vi.doUnmock("./chatzy.ts");
  vi.resetModules();
  await mock.stop();
});

afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
  vi.unstubAllEnvs();
  prefer = {};
});

async function reachMock(request: Request): Promise<Response> {
  const { pathname, hostname } = new URL(request.url);
  if (hostname.endsWith("amazonaws.com")) return new Response(null, { status: 204 });
  const wish = prefer[pathname];
  if (wish) request.headers.set("prefer", wish);
  return fetch(request);
}

/** Runs an example from its first line and keeps what it prints. */
async function run<Example>(load: () => Promise<Example>): Promise<Example> {
  output = [];
  vi.spyOn(console, "log").mockImplementation((...values: unknown[]) => {
    output.push(values.map((value) => (typeof value === "string" ? value : JSON.stringify(value))).join(" "));
  });
  vi.spyOn(process.stdout, "write").mockImplementation((text) => {
    output.push(String(text));
    return true;
  });
  const example = await load();
  vi.restoreAllMocks();
  return example;
}

async function resume() {
  const { createChatzy, resumeConversation, readReply } = await import("./index.ts");
  const chatzy = createChatzy();
  return { chatzy, readReply, conversation: resumeConversation(chatzy, { chatbotId, conversationId }) };
}

test("the README has every example as it is, and nothing else", () => {
  const snippets = [...readme.matchAll(/^```ts\n(.*?)^```$/gms)].map(([, text]) => text);
  const files = readdirSync(folder).map((name) => readFileSync(new URL(name, folder), "utf8"));
  expect(snippets.toSorted()).toEqual(files.toSorted());
});

test("the first snippet has ten lines at most", () => {
  expect(readFileSync(new URL("stream-reply.ts", folder), "utf8").trim().split("\n").length).toBeLessThanOrEqual(10);
});

test("stream-reply.ts", async () => {
  await run(() => import("../examples/stream-reply.ts"));
  expect(output[0]).toBe("Hello! 👋");
  expect(output.slice(1).join("")).toMatch(plan);
});

test("show-reply.ts", async () => {
  prefer = { "/get-response": "example=toolCall" };
  const { showReply } = await run(() => import("../examples/show-reply.ts"));
  const { conversation } = await resume();
  const shown: [text: string, busyWith?: string | undefined][] = [];
  const text = await showReply(await conversation.send("Hi"), (...state) => shown.push(state));
  expect(shown.filter(([, busyWith]) => busyWith)).toEqual([
    ["", "thinking"],
    ["One moment, I will look up the weather in Lisbon.", "using a tool"],
  ]);
  expect(shown.at(-1)).toEqual([text]);
});

test("resume.ts", async () => {
  await run(() => import("../examples/resume.ts"));
  expect(output.map((line) => line.split(" ")[0])).toEqual(["assistant", "user", "assistant"]);
});

test("documents.ts", async () => {
  await run(() => import("../examples/documents.ts"));
  expect(output).toEqual([expect.stringMatching(plan)]);
});

test("voice.ts", async () => {
  const { sendSpoken } = await run(() => import("../examples/voice.ts"));
  const { chatzy, conversation, readReply } = await resume();
  const clip = new Blob(["RIFF"], { type: "audio/wav" });
  const reply = await sendSpoken(chatzy, conversation, [clip, clip]);
  expect((await readReply(reply)).text).toMatch(plan);
});

test("inbox.ts", async () => {
  vi.stubEnv("CHATZY_PASSWORD", "your-password");
  await run(() => import("../examples/inbox.ts"));
  expect(output).toHaveLength(10);
  expect(output.slice(0, 2)).toEqual(["Maria Silva 1", "  assistant Hello! 👋"]);
});

test("use-chat.ts", async () => {
  await run(() => import("../examples/use-chat.ts"));
  expect(output).toEqual([expect.stringMatching(plan)]);
});

test("raw.ts", async () => {
  await run(() => import("../examples/raw.ts"));
  expect(output).toEqual(["completed completed", "completed"]);
});

test("iframe-server.ts", async () => {
  vi.stubEnv("CHATZY_CLIENT_API_KEY", "ak-12345678");
  const { createChatUrl, createAccessToken } = await run(() => import("../examples/iframe-server.ts"));
  expect(await createChatUrl("user123")).toMatch(
    /^https:\/\/app\.chatzy\.ai\/chatbot-iframe\/51de6a36-[\w-]+\?user_id=user123&access_token=eyJ/,
  );
  expect(await createAccessToken("user123")).toMatch(/^eyJ/);
});

test("iframe-page.ts", async () => {
  const { connectChat } = await run(() => import("../examples/iframe-page.ts"));
  const [posted, added, removed]: [unknown[], string[], string[]] = [[], [], []];
  vi.stubGlobal("addEventListener", (type: string) => added.push(type));
  vi.stubGlobal("removeEventListener", (type: string) => removed.push(type));
  const contentWindow = { postMessage: (...message: unknown[]) => posted.push(message) };
  const bridge = connectChat({ contentWindow } as unknown as HTMLIFrameElement); // all that the example uses of it
  expect(posted).toEqual([
    ['{"type":"[ASSISTANT_NUDGE]","nudge_message":"Hi, do you need any help?"}', "https://app.chatzy.ai"],
  ]);
  bridge.dispose();
  expect([added, removed]).toEqual([["message"], ["message"]]);
});

describe("errors.ts", () => {
  test.each([
    { wishes: {}, answer: plan },
    { wishes: { "/get-response": "example=frozen" }, answer: /^This chat is paused\.$/ },
    { wishes: { "/get-response": "example=incompleteContent" }, answer: / \.\.\.$/ },
    { wishes: { "/get_inference": "code=429" }, answer: /^Please wait \d+ seconds\.$/ },
    { wishes: { "/get_inference": "code=404" }, answer: /^Sorry, that did not work \(status_404\)\.$/ },
  ])("$answer", async ({ wishes, answer }) => {
    prefer = wishes;
    const { ask } = await run(() => import("../examples/errors.ts"));
    const { conversation } = await resume();
    expect(await ask(conversation, "Hi")).toMatch(answer);
  });
});
