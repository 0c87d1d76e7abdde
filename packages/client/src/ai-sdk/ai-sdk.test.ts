import { readUIMessageStream, type UIMessage } from "ai";
import { expect, test } from "vitest";
import { AbortError, isParleyError, ServerError } from "../errors/index.ts";
import {
  type ChatChunk,
  type ChatPlatform,
  createChatTransport,
  type ReplyPart,
  readOutgoing,
  refuseFiles,
  toolError,
  toolInput,
  toolOutput,
  writeChunks,
} from "./index.ts";

async function* reply(...parts: (ReplyPart | Error)[]): AsyncGenerator<ReplyPart, void, undefined> {
  for (const part of parts) {
    if (part instanceof Error) throw part;
    yield part;
  }
}

async function collect<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const collected: Item[] = [];
  for await (const item of items) collected.push(item);
  return collected;
}

const hosted = { dynamic: true, providerExecuted: true };
const text = (piece: string): ReplyPart => ({ type: "text", text: piece });
const lookUp = toolInput({ toolCallId: "1", toolName: "look_up", input: { city: "Lisbon" } });

test.each<[name: string, parts: (ReplyPart | Error)[], chunks: object[]]>([
  ["no part", [], [{ type: "finish-step" }, { type: "finish" }]],
  [
    "pieces of one text",
    [text("Hel"), text("lo")],
    [
      { type: "text-start", id: "part-1" },
      { type: "text-delta", id: "part-1", delta: "Hel" },
      { type: "text-delta", id: "part-1", delta: "lo" },
      { type: "text-end", id: "part-1" },
      { type: "finish-step" },
      { type: "finish" },
    ],
  ],
  [
    "a thought and a tool between texts",
    [text("A"), { type: "reasoning", text: "Hm" }, lookUp, toolOutput("1", 24), toolError("2", "No"), text("B")],
    [
      { type: "text-start", id: "part-1" },
      { type: "text-delta", id: "part-1", delta: "A" },
      { type: "text-end", id: "part-1" },
      { type: "reasoning-start", id: "part-2" },
      { type: "reasoning-delta", id: "part-2", delta: "Hm" },
      { type: "reasoning-end", id: "part-2" },
      { type: "tool-input-available", toolCallId: "1", toolName: "look_up", input: { city: "Lisbon" }, ...hosted },
      { type: "tool-output-available", toolCallId: "1", output: 24, ...hosted },
      { type: "tool-output-error", toolCallId: "2", errorText: "No", ...hosted },
      { type: "text-start", id: "part-3" },
      { type: "text-delta", id: "part-3", delta: "B" },
      { type: "text-end", id: "part-3" },
      { type: "finish-step" },
      { type: "finish" },
    ],
  ],
  [
    "an error of ours",
    [
      text("A"),
      new ServerError("ask was refused with 500", {
        code: "status_500",
        status: 500,
        body: "",
        response: new Response(),
      }),
    ],
    [
      { type: "text-start", id: "part-1" },
      { type: "text-delta", id: "part-1", delta: "A" },
      { type: "text-end", id: "part-1" },
      { type: "error", errorText: "ask was refused with 500" },
    ],
  ],
  ["an error of others", [new Error("token=secret")], [{ type: "error", errorText: "The reply could not be read" }]],
  ["an abort", [new AbortError("Aborted", { code: "aborted" })], [{ type: "abort" }]],
])("chunks of %s", async (_name, parts, chunks) => {
  expect(await collect(writeChunks(reply(...parts)))).toEqual([{ type: "start" }, { type: "start-step" }, ...chunks]);
});

test("a reset takes an open text and the tools back", async () => {
  const parts = reply(text("Wro"), lookUp, text("ng"), { type: "reset-step" }, text("Right"));
  const stream = new ReadableStream<ChatChunk>({
    start: async (controller) => {
      for await (const chunk of writeChunks(parts)) controller.enqueue(chunk);
      controller.close();
    },
  });
  const last = (await collect(readUIMessageStream({ stream }))).at(-1);
  expect(last?.parts).toEqual([{ type: "step-start" }, { type: "text", text: "Right", state: "done" }]);
});

function user(...parts: UIMessage["parts"]): UIMessage {
  return { id: "u", role: "user", parts };
}

test.each([
  ["data:text/csv;base64,YSxi", "a,b"],
  ["data:text/csv;charset=utf-8;base64,w6Q%3D", "ä"],
  ["data:text/csv,a%2Cb", "a,b"],
  ["data:,", ""],
])("a file in %s", async (url, content) => {
  const file = { type: "file", url, mediaType: "text/csv", filename: "sales.csv" } as const;
  const { text, files } = readOutgoing(user({ type: "text", text: "Add" }, file, { type: "text", text: "up" }));
  expect([text, files.map(({ name, type }) => [name, type])]).toEqual(["Add\nup", [["sales.csv", "text/csv"]]]);
  expect(await files[0]?.text()).toBe(content);
});

function codeOf(action: () => unknown): string | undefined {
  try {
    action();
  } catch (error) {
    return isParleyError(error) ? error.code : undefined;
  }
  return undefined;
}

test("messages that cannot be sent", () => {
  const file = { type: "file", url: "https://shop.example/a.csv", mediaType: "text/csv" } as const;
  expect(codeOf(() => readOutgoing(user({ type: "text", text: " " })))).toBe("message_without_text");
  expect(codeOf(() => readOutgoing(user({ type: "text", text: "Hi" }, file)))).toBe("file_not_inline");
  expect(codeOf(() => refuseFiles({ text: "Hi", files: [new File([], "a")] }, "None"))).toBe("files_not_taken");
  expect(codeOf(() => refuseFiles({ text: "Hi", files: [] }, "None"))).toBeUndefined();
});

const hello = user({ type: "text", text: "Hello" });
const answer: UIMessage = { id: "a", role: "assistant", parts: [] };

test.each<[code: string, trigger: "submit-message" | "regenerate-message", messages: UIMessage[], messageId?: string]>([
  ["regenerate_not_possible", "regenerate-message", [hello], "a"],
  ["edit_not_possible", "submit-message", [hello], "u"],
  ["nothing_to_send", "submit-message", [hello, answer]],
  ["nothing_to_send", "submit-message", []],
])("%s", async (code, trigger, messages, messageId) => {
  const transport = createChatTransport<string>({ send: async () => reply() });
  const sent = transport.sendMessages({ trigger, chatId: "c", messageId, messages, abortSignal: undefined });
  await expect(sent).rejects.toMatchObject({ name: "UsageError", code });
});

/** A platform that waits after its first word until it is aborted. */
function createWaitingPlatform(): ChatPlatform<string> & { readonly signals: AbortSignal[] } {
  const signals: AbortSignal[] = [];
  return {
    signals,
    send: async (_message, { options: { signal } }) => {
      signals.push(signal);
      return (async function* () {
        yield text("Hello");
        await new Promise((_resolve, reject) => {
          const abort = () => reject(new AbortError("Aborted", { code: "aborted" }));
          if (signal.aborted) abort();
          signal.addEventListener("abort", abort);
        });
      })();
    },
  };
}

const sending = { trigger: "submit-message", chatId: "c", messageId: undefined, messages: [hello] } as const;

test("the signal of the caller ends a reply, and so does cancelling its stream", async () => {
  const platform = createWaitingPlatform();
  const transport = createChatTransport(platform);
  const caller = new AbortController();
  const first = (await transport.sendMessages({ ...sending, abortSignal: caller.signal })).getReader();
  for (let chunk = 0; chunk < 4; chunk += 1) await first.read();
  caller.abort();
  expect((await first.read()).value).toEqual({ type: "text-end", id: "part-1" });
  expect((await first.read()).value).toEqual({ type: "abort" });

  const reader = (await transport.sendMessages(sending)).getReader();
  for (let chunk = 0; chunk < 4; chunk += 1) await reader.read();
  const waiting = reader.read();
  await reader.cancel();
  expect(await waiting).toEqual({ done: true, value: undefined });
  expect(platform.signals.map(({ aborted }) => aborted)).toEqual([true, true]);
});

test("conversations are kept where the caller says", async () => {
  const kept = new Map([["known", "conversation-1"]]);
  const asked: unknown[] = [];
  const transport = createChatTransport<string>({
    conversations: { get: async (id) => kept.get(id), set: async (id, value) => kept.set(id, value) },
    send: async (_message, { conversation, remember, options }) => {
      asked.push([conversation, options.headers]);
      if (conversation === undefined) await remember("conversation-2");
      return reply();
    },
    resume: async (conversation) => (conversation === "conversation-1" ? reply(text("Hi")) : undefined),
  });
  for (const chatId of ["known", "new", "new"]) {
    await transport.sendMessages({ ...sending, chatId, headers: { "X-Own": "1" } });
  }
  const headers = { "x-own": "1" };
  expect(asked).toEqual([
    ["conversation-1", headers],
    [undefined, headers],
    ["conversation-2", headers],
  ]);
  const resumed = ["known", "new", "other"].map((chatId) => transport.reconnectToStream({ chatId }));
  expect((await Promise.all(resumed)).map((stream) => stream !== null)).toEqual([true, false, false]);
});
