/** `streamTask`: replay, catch-up and live events, for any number of readers. */

import { expect, test } from "vitest";
import type { Agent } from "../core/agent/index.ts";
import type { TaskEvent } from "./contract.ts";
import { createHarness, type Harness, readEvents } from "./testing/harness.ts";

/** Starts a task at the usual speed. */
async function begin(harness: Harness, as: string, message: string): Promise<string> {
  const { body } = await harness.send("/api/v1/tasks", { as, json: { message } });
  return body.data.id;
}

const typesOf = (events: readonly TaskEvent[]) =>
  events.map(({ type }) => type).filter((type, index, all) => type !== "content" || all[index - 1] !== "content");

const textOf = (events: readonly TaskEvent[]) =>
  events.map((event) => (event.type === "content" ? event.data.text : "")).join("");

test("a reader who comes right after the message sees the reply being written", async () => {
  const harness = createHarness();
  const as = await harness.token();
  const id = await begin(harness, as, "What are your opening hours?");
  const bytes = await harness.bytes(as, id);
  expect(bytes).toMatch(/^event: history_message\ndata: \{"id":"msg_\w{24}","role":"user","content":"What are your/);
  const events = await harness.stream(as, await begin(harness, as, "What are your opening hours?"));
  expect(typesOf(events)).toEqual(["history_message", "history_done", "status", "content", "done"]);
  expect(events[1]?.data).toEqual({ messageCount: 1, isStreaming: true });
  const pieces = events.filter(({ type }) => type === "content");
  expect(pieces.map(({ data }) => "isPartial" in data && data.isPartial)).toEqual([
    ...Array<boolean>(pieces.length - 1).fill(true),
    false,
  ]);
  expect(events.at(-1)?.data).toEqual({ finalResponse: textOf(events) });
});

test("an idle task is replayed and that is all", async () => {
  const harness = createHarness();
  const as = await harness.token();
  const id = await harness.finish(as, "Hello");
  await harness.send(`/api/v1/tasks/${id}/messages`, { as, json: { message: "What did I say?" } });
  await harness.stream(as, id);
  const events = await harness.stream(as, id);
  expect(events.map(({ type }) => type)).toEqual([...Array(4).fill("history_message"), "history_done"]);
  expect(events.at(-1)?.data).toEqual({ messageCount: 4, isStreaming: false });
  const { body } = await harness.send(`/api/v1/tasks/${id}/history`, { as });
  expect(events.slice(0, 4).map(({ data }) => data)).toEqual(body.data.messages);
  expect(body.data.messages[3].content).toContain("Hello");
});

test("readers come at any time, and all read the same", async () => {
  const harness = createHarness();
  const as = await harness.token();
  const id = await begin(harness, as, "/long");
  const readings: Promise<string>[] = [];
  for (let count = 0; count < 8; count += 1) {
    const response = await harness.fetch(`/api/v1/tasks/${id}/stream`, { as });
    readings.push(response.text());
    await harness.clock.advance(200);
  }
  await harness.clock.advance(60_000);
  const all = (await Promise.all(readings)).map(readEvents);
  const [first = []] = all;
  for (const events of all) {
    expect(textOf(events)).toBe(textOf(first));
    expect(events.at(-1)).toEqual(first.at(-1));
  }
  // Who comes late is told what was there in one piece.
  expect(all[7]?.length).toBeLessThan(first.length);
});

test("who catches up is told of each call once, as it is now", async () => {
  const agent: Agent = async function* ({ clock, signal }) {
    const call = { callId: "call_1", toolName: "order_status" };
    yield { type: "text_delta", text: "One " };
    yield { type: "text_delta", text: "moment." };
    yield { type: "tool_call", ...call, arguments: { orderNumber: "4711" } };
    yield { type: "tool_result", ...call, status: "success", output: "sent" };
    yield { type: "tool_call", callId: "call_2", toolName: "order_status", arguments: {} };
    await clock.sleep(60_000, signal);
    yield { type: "done", text: "One moment." };
  };
  const harness = createHarness({ agent });
  const as = await harness.token();
  const id = await harness.create(as, "Where is it?");
  await harness.clock.advance(1_000);
  const events = await harness.stream(as, id);
  expect(events.slice(2, -2)).toEqual([
    { type: "content", data: { text: "One moment.", isPartial: true } },
    {
      type: "tool_call",
      data: { callId: "call_1", toolName: "order_status", status: "success", args: { orderNumber: "4711" } },
    },
    { type: "tool_result", data: { callId: "call_1", status: "success", output: "sent" } },
    { type: "tool_call", data: { callId: "call_2", toolName: "order_status", status: "executing", args: {} } },
  ]);
});

test("thoughts and sub-agents are told as they are", async () => {
  const harness = createHarness();
  const as = await harness.token();
  const thoughts = await harness.stream(as, await begin(harness, as, "/thoughts"));
  expect(typesOf(thoughts)).toContain("thought");
  const events = await harness.stream(as, await begin(harness, as, "/subagent"));
  expect(typesOf(events).filter((type) => type.startsWith("subagent"))).toEqual([
    "subagent_start",
    "subagent_thought",
    "subagent_tool",
    "subagent_tool",
    "subagent_end",
  ]);
  expect(events.find(({ type }) => type === "subagent_end")?.data).toMatchObject({ terminateReason: "GOAL" });
});

test.each([
  ["/error", "REQUESTED"],
  ["/crash", "INTERNAL_ERROR"],
  ["/cut", "INTERNAL_ERROR"],
  ["/overflow", "CONTEXT_OVERFLOW"],
  ["/fail 503", "REQUESTED"],
])("%s ends with one error, and the task has failed", async (message, code) => {
  const harness = createHarness();
  const as = await harness.token();
  const id = await begin(harness, as, message);
  const events = await harness.stream(as, id);
  expect(events.filter(({ type }) => type === "error")).toEqual([events.at(-1)]);
  expect(events.at(-1)?.data).toEqual({ message: expect.any(String), code });
  const { body } = await harness.send(`/api/v1/tasks/${id}`, { as });
  expect([body.data.status, body.data.error]).toEqual(["failed", events.at(-1)?.data["message" as never]]);
  const { body: history } = await harness.send(`/api/v1/tasks/${id}/history`, { as });
  expect(history.data.messages.map(({ role }: { role: string }) => role)).toEqual(["user"]);
  await harness.send(`/api/v1/tasks/${id}/messages`, { as, json: { message: "Hello" } });
  expect((await harness.stream(as, id)).at(-1)?.type).toBe("done");
});

test("cancelling ends the stream of every reader, and nothing comes after", async () => {
  const harness = createHarness();
  const as = await harness.token();
  const id = await begin(harness, as, "/long");
  const readings = [harness.stream(as, id), harness.stream(as, id)];
  await harness.clock.advance(400);
  await harness.send(`/api/v1/tasks/${id}`, { as, method: "DELETE" });
  for (const events of await Promise.all(readings)) {
    expect(events.at(-1)).toEqual({ type: "error", data: { message: "Task cancelled" } });
  }
  await harness.clock.advance(60_000);
  const { body } = await harness.send(`/api/v1/tasks/${id}`, { as });
  expect([body.data.status, body.data.error]).toEqual(["cancelled", null]);
  expect(body.data.output.content.length).toBeGreaterThan(0);
});

test("who leaves cancels nothing", async () => {
  const harness = createHarness();
  const as = await harness.token();
  const id = await begin(harness, as, "/long");
  const leave = new AbortController();
  const response = await harness.fetch(`/api/v1/tasks/${id}/stream`, { as, signal: leave.signal });
  const reader = response.body?.getReader();
  await reader?.read();
  await reader?.cancel();
  leave.abort();
  await harness.clock.advance(60_000);
  const { body } = await harness.send(`/api/v1/tasks/${id}`, { as });
  expect(body.data.status).toBe("completed");
  expect(harness.errors).toEqual([]);
});

test("a silent agent is heard every 15 seconds", async () => {
  const harness = createHarness();
  const as = await harness.token();
  const bytes = await harness.bytes(as, await harness.create(as, "/silence 60"));
  expect(bytes.match(/^:\s*heartbeat$/gm)).toHaveLength(3);
});

test("text that looks like an event is text", async () => {
  const harness = createHarness();
  const as = await harness.token();
  const text = 'a\n\nevent: done\ndata: {"finalResponse":""}\n\n\u2028 \u{1f600}';
  const events = await harness.stream(as, await begin(harness, as, `/echo ${text}`));
  expect(events.filter(({ type }) => type === "done")).toHaveLength(1);
  expect(textOf(events)).toBe(text);
});

test.each(["instant", "fast", "typical", "slow-3g", "reasoning"])("the speed %s has the same words", async (pacing) => {
  const harness = createHarness();
  const as = await harness.token();
  const headers = { "x-parley-pacing": pacing };
  const { body } = await harness.send("/api/v1/tasks", { as, json: { message: "/markdown" }, headers });
  await harness.stream(as, body.data.id);
  const answer = await harness.send(`/api/v1/tasks/${body.data.id}/history`, { as });
  const usual = await harness.finish(as, "/markdown");
  const other = await harness.send(`/api/v1/tasks/${usual}/history`, { as });
  expect(answer.body.data.messages[1].content).toBe(other.body.data.messages[1].content);
});

test("magic messages choose the speed and the pieces", async () => {
  const harness = createHarness();
  const as = await harness.token();
  const durationOf = async (message: string) => {
    const before = harness.clock.now();
    const events = await harness.stream(as, await begin(harness, as, message));
    return [harness.clock.now() - before, events.filter(({ type }) => type === "content").length] as const;
  };
  const [usual] = await durationOf("What are your opening hours?");
  const [slow] = await durationOf("/pace slow-3g");
  expect(slow).toBeGreaterThan(2 * usual);
  const [, pieces] = await durationOf("/whole");
  // The text, and the end of it.
  expect(pieces).toBe(2);
});
