import { expect, test } from "vitest";
import { outline, playTurn } from "../__fixtures__/turn.ts";
import type { AgentEvent } from "../events/index.ts";
import { callPiece, chunk, record, startUpstream, stream, wholeStream } from "./__fixtures__/upstream-server.ts";
import { createUpstreamAgent } from "./index.ts";

const texts = [
  chunk({ role: "assistant", content: "" }),
  chunk({ content: "Good" }),
  chunk({ content: " day" }),
  chunk({}, "stop"),
];

const usage = record({ choices: [], usage: { prompt_tokens: 5, completion_tokens: 2, total_tokens: 7 } });

test.each([
  ["as usual", [...texts, usage, record("[DONE]")]],
  ["with the line ends of Windows", [...texts, usage, record("[DONE]")].map((text) => text.replaceAll("\n", "\r\n"))],
  ["with comments between", [...texts, usage].flatMap((text) => [": keep-alive\n\n", text])],
  ["without a last marker", [...texts, usage]],
])("a stream %s is told", async (_name, records) => {
  await using server = await startUpstream((response) => {
    stream(response, ...records);
    response.end();
  });
  const agent = createUpstreamAgent({ baseUrl: server.url, apiKey: "sk-1", model: "small" });
  const events = await playTurn(agent, {
    message: "Hello",
    history: [
      { role: "visitor", text: "Before" },
      { role: "agent", text: "Yes" },
    ],
    context: { instructions: "Be brief.", documents: [{ name: "a.txt", mediaType: "text/plain", text: "Alpha" }] },
    language: "de",
  });
  expect(events).toEqual([
    { type: "run_start" },
    { type: "status", status: "processing" },
    { type: "text_delta", text: "Good" },
    { type: "text_delta", text: " day" },
    { type: "text_end", text: "Good day" },
    { type: "done", text: "Good day", usage: { inputTokens: 5, outputTokens: 2 } },
  ]);
  expect(server.requests).toMatchObject([{ path: "/v1/chat/completions", authorization: "Bearer sk-1" }]);
  expect(server.requests[0]?.body).toMatchObject({
    model: "small",
    stream: true,
    stream_options: { include_usage: true },
    messages: [
      {
        role: "system",
        content: 'Be brief.\n\nThe visitor\'s language is de.\n\nThe visitor has uploaded "a.txt" (text/plain):\nAlpha',
      },
      { role: "user", content: "Before" },
      { role: "assistant", content: "Yes" },
      { role: "user", content: "Hello" },
    ],
  });
});

/** Two calls, in pieces. */
const calls: readonly (readonly [string, readonly string[]])[] = [
  [
    "split over pieces",
    [
      callPiece(0, "order_status", "", "a"),
      callPiece(0, undefined, '{"orderNum'),
      callPiece(1, "order_status", '{"orderNumber":', "b"),
      callPiece(0, undefined, 'ber":"4711"}'),
      callPiece(1, undefined, '"4712"}'),
      chunk({}, "tool_calls"),
    ],
  ],
  [
    "without an index",
    [
      callPiece(undefined, "order_status", '{"orderNumber":"4711"}', "a"),
      callPiece(undefined, "order_status", '{"orderNumber":"4712"}', "b"),
      chunk({}, "tool_calls"),
    ],
  ],
  [
    "with the finish reason of a text",
    [
      callPiece(0, "order_status", '{"orderNumber":"4711"}', "a"),
      callPiece(1, "order_status", '{"orderNumber":"4712"}', "b"),
      chunk({}, "stop"),
    ],
  ],
];

test.each(calls)("tool calls %s are made, and the model is told what came of them", async (_name, records) => {
  await using server = await startUpstream((response, { messages }) =>
    wholeStream(
      response,
      ...(messages.at(-1)?.role === "tool" ? texts : [chunk({ content: "One moment." }), ...records]),
    ),
  );
  const events = await playTurn(createUpstreamAgent({ baseUrl: server.url, model: "m" }), {
    message: "Where are they?",
  });
  const [first, second] = events.flatMap((event) => (event.type === "tool_call" ? [event.callId] : []));
  const call = (callId = "", orderNumber = "") => ({
    type: "tool_call",
    callId,
    toolName: "order_status",
    arguments: { orderNumber },
  });
  const result = (callId = "", number = "") =>
    expect.objectContaining({
      type: "tool_result",
      callId,
      status: "success",
      output: expect.objectContaining({ number }),
    });
  expect(outline(events)).toEqual([
    { type: "run_start" },
    { type: "status", status: "processing" },
    "One moment.",
    call(first, "4711"),
    result(first, "4711"),
    call(second, "4712"),
    result(second, "4712"),
    "Good day",
    { type: "done", text: "One moment.Good day", usage: { inputTokens: 0, outputTokens: 0 } },
  ]);
  expect(server.requests[0]?.authorization).toBe("");
  expect(server.requests[0]?.body.tools?.map((tool) => tool.function.name)).toEqual([
    "order_status",
    "refund_order",
    "partner_stock",
  ]);
  expect(server.requests[1]?.body.messages.slice(2)).toMatchObject([
    {
      role: "assistant",
      content: "One moment.",
      tool_calls: [
        { id: first, function: { name: "order_status", arguments: '{"orderNumber":"4711"}' } },
        { id: second, function: { name: "order_status", arguments: '{"orderNumber":"4712"}' } },
      ],
    },
    { role: "tool", tool_call_id: first, content: expect.stringContaining('"state":"sent"') },
    { role: "tool", tool_call_id: second, content: expect.stringContaining('"state":"delivered"') },
  ]);
});

test("a tool that needs approval waits for it, and a model that is refused may answer", async () => {
  await using server = await startUpstream((response, { messages }) => {
    const { role, content } = messages.at(-1) ?? {};
    const asked = callPiece(0, "refund_order", '{"orderNumber":"4712","amount":100}', "a");
    wholeStream(response, ...(role === "tool" ? [chunk({ content }, "stop")] : [asked, chunk({}, "tool_calls")]));
  });
  const events = await playTurn(createUpstreamAgent({ baseUrl: server.url, model: "m" }), {
    message: "My money back!",
    waitForApproval: async () => ({ outcome: "refuse" }),
  });
  expect(events.map(({ type }) => type)).toEqual([
    "run_start",
    "status",
    "approval_request",
    "approval_decision",
    "tool_result",
    "text_delta",
    "text_end",
    "done",
  ]);
  expect((events.at(-1) as { text: string }).text).toBe('{"status":"cancelled","output":"Refused by a person."}');
});

test("secrets that a tool uses go neither into events nor to the model", async () => {
  await using server = await startUpstream((response, { messages }) =>
    wholeStream(
      response,
      ...(messages.at(-1)?.role === "tool" ? texts : [callPiece(0, "partner_stock", "", "a"), chunk({}, "tool_calls")]),
    ),
  );
  const events = await playTurn(createUpstreamAgent({ baseUrl: server.url, model: "m" }), {
    message: "Stock?",
    context: { secrets: { API_KEY: "sesame-1234" } },
  });
  expect(events.find(({ type }) => type === "tool_result")).toMatchObject({ output: { isAuthorized: true } });
  expect(JSON.stringify([events, server.requests])).not.toContain("sesame-1234");
});

test("reasoning is a thought, and text that looks like a wire format stays text", async () => {
  await using server = await startUpstream((response) =>
    wholeStream(
      response,
      chunk({ reasoning_content: "Let me " }),
      chunk({ reasoning_content: "think." }),
      chunk({ content: "a\n\nevent: done\ndata: {}\u2028" }, "stop"),
    ),
  );
  const events = await playTurn(createUpstreamAgent({ baseUrl: server.url, model: "m" }), { message: "Hello" });
  expect(events.slice(2)).toEqual<AgentEvent[]>([
    { type: "thought", subject: "Reasoning", description: "Let me think." },
    { type: "text_delta", text: "a\n\nevent: done\ndata: {}\u2028" },
    { type: "text_end", text: "a\n\nevent: done\ndata: {}\u2028" },
    { type: "done", text: "a\n\nevent: done\ndata: {}\u2028", usage: { inputTokens: 0, outputTokens: 0 } },
  ]);
});
