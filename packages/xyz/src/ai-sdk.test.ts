import { Chat } from "@ai-sdk/react";
import { type RunningMock, startMock } from "@parley/tooling/mock";
import { lastAssistantMessageIsCompleteWithApprovalResponses, type UIMessage } from "ai";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestXyz, eventStream, failure, frame, success, transcript } from "./__fixtures__/platform.ts";
import { createXyzChatTransport, type XyzChatOptions } from "./ai-sdk.ts";
import { createXyz, type Xyz } from "./xyz.ts";

const id = "c37c1d78-4d23-4e53-949a-ddd775f25e01";
let mock: RunningMock;

beforeAll(async () => {
  mock = await startMock("xyz");
});

afterAll(() => mock.stop());

function chatWith(xyz: Xyz, options: XyzChatOptions = {}): Chat<UIMessage> {
  return new Chat({
    id: "chat-1",
    transport: createXyzChatTransport(xyz, options),
    sendAutomaticallyWhen: lastAssistantMessageIsCompleteWithApprovalResponses,
  });
}

/** What is shown of a message: texts, and the state and output of tools. */
function shown({ lastMessage }: Chat<UIMessage>): unknown[] {
  return (lastMessage?.parts ?? []).flatMap((part) => {
    if (part.type === "text" || part.type === "reasoning") return [[part.type, part.text]];
    return part.type === "dynamic-tool" ? [[part.toolCallId, part.toolName, part.state, part.output]] : [];
  });
}

const begun = frame("history_done", { messageCount: 1, isStreaming: true });
const piece = (text: string) => frame("content", { text, isPartial: true });
const done = (finalResponse: string) => frame("done", { finalResponse });

/** A platform that gives these streams, one after the other, and keeps what it is asked. */
function createPlatform(...streams: readonly (string | Response)[]) {
  const asked: string[] = [];
  const bodies: unknown[] = [];
  const left = streams.values();
  const xyz = createTestXyz(async (request) => {
    const { pathname } = new URL(request.url);
    asked.push(`${request.method} ${pathname.replace("/api/v1/tasks", "")}`);
    if (pathname.endsWith("/stream")) {
      const stream = left.next().value ?? failure(404, "NOT_FOUND");
      return typeof stream === "string" ? eventStream([stream]) : stream;
    }
    const type = request.headers.get("content-type") ?? "";
    bodies.push(type === "application/json" ? await request.json() : Object.fromEntries(await request.formData()));
    return pathname.endsWith("/approve") || pathname.includes("/tools/")
      ? success({ approved: true })
      : success({ id, status: "running" });
  });
  return { xyz, asked, bodies };
}

test("thoughts, tools and text, from the mock", async () => {
  const chat = chatWith(
    createXyz({
      apiKey: "xyz_1",
      baseUrl: mock.baseUrl,
      fetch: (request) => {
        if (request.url.endsWith("/stream")) request.headers.set("prefer", "example=toolCall");
        return fetch(request);
      },
    }),
  );
  await chat.sendMessage({ text: "Add up uploads/sales.csv by region." });
  expect([chat.status, chat.error]).toEqual(["ready", undefined]);
  expect(shown(chat)).toEqual([
    ["reasoning", "Plan\n\nRead the file, add up the amounts for each region, write the totals."],
    ["call_123", "read_file", "output-available", expect.stringContaining("region,month,amount")],
    ["call_456", "write_file", "output-available", "Wrote 56 bytes."],
    ["text", expect.stringMatching(/^I added up the nine rows[\s\S]*`downloads\/output.csv`\.$/)],
  ]);
});

test("a sub-agent and its tools", async () => {
  const chat = chatWith(createPlatform(transcript("subagent")).xyz);
  await chat.sendMessage({ text: "Draw it" });
  expect(shown(chat)).toEqual([
    ["agent-1", "code-writer", "output-available", "Wrote downloads/chart.py and downloads/chart.png."],
    ["reasoning", "Three rows and two columns: one bar for each region."],
    ["agent-1-tool-1", "read_file", "output-available", expect.stringContaining("region,total")],
    ["agent-1-tool-2", "write_file", "output-available", "Wrote downloads/chart.py and downloads/chart.png."],
    ["text", expect.stringMatching(/^The chart is ready/)],
  ]);
});

test("the first message starts the task, with its settings and files; the second follows up", async () => {
  const { xyz, asked, bodies } = createPlatform(begun + piece("Hi") + done("Hi"), begun + done("Again"));
  const chat = chatWith(xyz, { systemPrompt: "Be brief." });
  const file = { type: "file", url: "data:text/csv,a%2Cb", mediaType: "text/csv", filename: "sales.csv" } as const;
  await chat.sendMessage({ text: "Add up", files: [file] });
  await chat.sendMessage({ text: "And now?" });
  expect(asked).toEqual(["POST ", `GET /${id}/stream`, `POST /${id}/messages`, `GET /${id}/stream`]);
  expect(bodies).toEqual([
    { message: "Add up", systemPrompt: "Be brief.", files: expect.objectContaining({ name: "sales.csv", size: 3 }) },
    { message: "And now?" },
  ]);
  expect(chat.messages.map(({ role }) => role)).toEqual(["user", "assistant", "user", "assistant"]);
  expect(shown(chat)).toEqual([["text", "Again"]]);
});

test("a turn that ended before its stream was opened is read from the history", async () => {
  const toolCalls = [{ callId: "c1", toolName: "read_file", status: "success", args: {}, output: "a" }];
  const stored = { id: "m2", role: "assistant", content: "Done", createdAt: "2026-01-26T16:00:12.334Z", toolCalls };
  const idle = frame("history_done", { messageCount: 1, isStreaming: false });
  const chat = chatWith(createPlatform(frame("history_message", stored) + idle).xyz);
  await chat.sendMessage({ text: "Go" });
  expect(shown(chat)).toEqual([
    ["c1", "read_file", "output-available", "a"],
    ["text", "Done"],
  ]);
});

const call = { callId: "c1", toolName: "write_file", args: { path: "a.md" } };
const asks = `${begun}${piece("May I? ")}${frame("tool_call", { ...call, status: "awaiting_approval" })}`;

test.each([
  [true, "proceed_once", { status: "success", output: "Wrote 60 bytes." }, "output-available", "Wrote 60 bytes."],
  [false, "cancel", { status: "cancelled", output: "Rejected." }, "output-denied", undefined],
] as const)("a call waits for approval: %s", async (approved, outcome, result, state, output) => {
  const rest = `${frame("tool_result", { callId: "c1", ...result })}${piece("Fine.")}${done("May I? Fine.")}`;
  const { xyz, asked, bodies } = createPlatform(asks, asks + rest);
  const finished = Promise.withResolvers<void>();
  const chat = chatWith(xyz, { autoExecute: false });
  await chat.sendMessage({ text: "Write" });
  expect(shown(chat)).toEqual([
    ["text", "May I? "],
    ["c1", "write_file", "approval-requested", undefined],
  ]);
  chat["~registerMessagesCallback"](() => {
    if (JSON.stringify(shown(chat)).includes("Fine.")) finished.resolve();
  });
  await chat.addToolApprovalResponse({ id: "c1", approved });
  await finished.promise;
  expect(shown(chat)).toEqual([
    ["text", "May I? "],
    ["c1", "write_file", state, output],
    ["text", "Fine."],
  ]);
  expect(asked.slice(2)).toEqual([expect.stringContaining("c1"), `GET /${id}/stream`]);
  expect(bodies.at(-1)).toEqual({ outcome });
});

test("one call waits for approval after the other", async () => {
  const second = frame("tool_call", { ...call, callId: "c2", status: "awaiting_approval" });
  const [firstResult, secondResult] = ["c1", "c2"].map((callId) =>
    frame("tool_result", { callId, status: "success", output: callId }),
  );
  const both = `${asks}${firstResult}${second}`;
  const { xyz, bodies } = createPlatform(asks, both, `${both}${secondResult}${piece("Fine.")}${done("May I? Fine.")}`);
  const chat = chatWith(xyz, { autoExecute: false });
  const reaches = (mark: string) => {
    const reached = Promise.withResolvers<void>();
    chat["~registerStatusCallback"](() => {
      if (chat.status === "ready" && JSON.stringify(shown(chat)).includes(mark)) reached.resolve();
    });
    return reached.promise;
  };
  await chat.sendMessage({ text: "Write" });
  const isAskedAgain = reaches("approval-requested");
  await chat.addToolApprovalResponse({ id: "c1", approved: true });
  await isAskedAgain;
  const isFinished = reaches("Fine.");
  await chat.addToolApprovalResponse({ id: "c2", approved: true });
  await isFinished;
  expect(shown(chat)).toEqual([
    ["text", "May I? "],
    ["c1", "write_file", "output-available", "c1"],
    ["c2", "write_file", "output-available", "c2"],
    ["text", "Fine."],
  ]);
  expect(bodies).toHaveLength(3);
});

test("a failure in the middle keeps what had come", async () => {
  const chat = chatWith(createPlatform(transcript("errorMidStream")).xyz);
  await chat.sendMessage({ text: "Hi" });
  expect([chat.status, chat.error?.message]).toEqual([
    "error",
    expect.stringMatching(/^streamTask failed in the middle of the stream, by the event error: /),
  ]);
  expect(shown(chat)).toEqual([["text", expect.stringMatching(/./)]]);
});

test("stop closes the stream and keeps the text", async () => {
  const closed = Promise.withResolvers<void>();
  const body = new ReadableStream({
    start: (controller) => controller.enqueue(new TextEncoder().encode(begun + piece("Hel"))),
    cancel: () => closed.resolve(),
  });
  const endless = new Response(body, { headers: { "content-type": "text/event-stream" } });
  const chat = chatWith(createPlatform(endless).xyz);
  const seen = Promise.withResolvers<void>();
  chat["~registerMessagesCallback"](() => {
    if (JSON.stringify(shown(chat)).includes("Hel")) seen.resolve();
  });
  const sent = chat.sendMessage({ text: "Hi" });
  await seen.promise;
  await chat.stop();
  await Promise.all([sent, closed.promise]);
  expect([chat.status, chat.error, shown(chat)]).toEqual(["ready", undefined, [["text", "Hel"]]]);
});

test.each([
  ["a running turn", begun + piece("Hello") + done("Hello"), [["text", "Hello"]]],
  ["an idle task", frame("history_done", { messageCount: 0, isStreaming: false }), []],
])("resuming %s", async (_name, stream, parts) => {
  const chat = chatWith(createPlatform(stream).xyz, { conversations: new Map([["chat-1", id]]) });
  await chat.resumeStream();
  expect([chat.status, shown(chat)]).toEqual(["ready", parts]);
});
