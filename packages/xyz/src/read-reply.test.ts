import { describe, expect, test } from "vitest";
import { createTestXyz, eventStream, frame, transcript } from "./__fixtures__/platform.ts";
import { readReply, streamTask, type TaskReply } from "./index.ts";

async function collect(...frames: string[]): Promise<TaskReply> {
  const xyz = createTestXyz(() => eventStream(frames));
  return readReply(await streamTask(xyz, "task-1", { maxReconnects: 0, onWarning: () => {} }));
}

const running = frame("history_done", { messageCount: 0, isStreaming: true });
const idle = frame("history_done", { messageCount: 1, isStreaming: false });
const message = { id: "msg-1", role: "assistant", content: "Yes.", createdAt: "2026-01-26T16:00:00.000Z" };
const call = { callId: "call_1", toolName: "read_file", status: "awaiting_approval", args: { path: "a" } };

describe("readReply gives", () => {
  test("text, tool calls with their outcome, and thoughts", async () => {
    expect(
      await collect(
        running,
        frame("thought", { subject: "A", description: "B" }),
        frame("tool_call", call),
        frame("tool_call", { ...call, status: "executing" }),
        frame("tool_result", { callId: "call_1", status: "success", output: { rows: 1 } }),
        frame("content", { text: "Ye", isPartial: true }),
        frame("content", { text: "s.", isPartial: false }),
        frame("done", { finalResponse: "Yes." }),
      ),
    ).toEqual({
      text: "Yes.",
      toolCalls: [{ ...call, status: "success", output: { rows: 1 } }],
      thoughts: [{ subject: "A", description: "B" }],
    });
  });

  test("the pieces where done has no text", async () => {
    const pieces = [frame("content", { text: "Yes.", isPartial: false }), frame("done", { finalResponse: "" })];
    expect((await collect(running, ...pieces)).text).toBe("Yes.");
  });

  test("a result whose call was not announced", async () => {
    const result = frame("tool_result", { callId: "call_1", status: "success", output: 1 });
    const { toolCalls } = await collect(running, result, frame("done", { finalResponse: "Yes." }));
    expect(toolCalls).toEqual([{ callId: "call_1", toolName: "", status: "success", output: 1 }]);
  });

  test("the output of a call whose status comes once more", async () => {
    const result = frame("tool_result", { callId: "call_1", status: "success", output: 1 });
    const again = frame("tool_call", { ...call, status: "success" });
    const { toolCalls } = await collect(
      running,
      frame("tool_call", call),
      result,
      again,
      frame("done", { finalResponse: "" }),
    );
    expect(toolCalls).toEqual([{ ...call, status: "success", output: 1 }]);
  });

  test("the last stored reply of an idle task", async () => {
    const stored = { ...message, toolCalls: [{ callId: "call_1", toolName: "read_file", status: "success" }] };
    expect(await collect(frame("history_message", stored), idle)).toEqual({
      text: "Yes.",
      toolCalls: stored.toolCalls,
      thoughts: [],
    });
  });

  test("the same for a transcript as its last event says", async () => {
    const text = transcript("subagent");
    const { finalResponse } = JSON.parse(/^event: done\ndata: (.*)$/m.exec(text)?.[1] ?? "{}") as Record<
      string,
      unknown
    >;
    expect((await collect(text)).text).toBe(finalResponse);
  });
});

describe("readReply fails", () => {
  test.each<[name: string, frames: readonly string[], code: string]>([
    ["when the task is idle without a message", [idle], "no_reply"],
    [
      "when the last message of an idle task is a question",
      [frame("history_message", { ...message, role: "user" }), idle],
      "no_reply",
    ],
    ["when the turn failed", [running, frame("error", { message: "No", code: "INTERNAL_ERROR" })], "INTERNAL_ERROR"],
    ["when the stream is cut for good", [running], "stream_ended_early"],
  ])("%s", async (_name, frames, code) => {
    await expect(collect(...frames)).rejects.toMatchObject({ code });
  });
});
