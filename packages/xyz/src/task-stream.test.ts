import { createManualClock, settle } from "@parley/clock/manual";
import { describe, expect, test } from "vitest";
import { readConnections, type Wire } from "./__fixtures__/connections.ts";
import { createTestXyz, eventStream, failure, frame, success } from "./__fixtures__/platform.ts";
import { type Message, streamTask, type TaskEvent, type ToolCall } from "./index.ts";

/** A platform whose bytes a test sends, to the newest connection. */
function sender() {
  let writer: WritableStreamDefaultWriter<string> | undefined;
  return {
    connect: () => {
      const { readable, writable } = new TransformStream<string, string>();
      writer = writable.getWriter();
      const body = readable.pipeThrough(new TextEncoderStream());
      return new Response(body, { headers: { "content-type": "text/event-stream" } });
    },
    push: (text: string) => void writer?.write(text).catch(() => {}),
    cut: () => void writer?.close().catch(() => {}),
  };
}

describe("phases", () => {
  const message: Message = { id: "msg-1", role: "user", content: "Hi", createdAt: "2026-01-26T16:00:00.000Z" };
  const history = frame("history_message", message) + frame("history_done", { messageCount: 1, isStreaming: true });
  const call = { callId: "call_1", toolName: "read_file", status: "executing", args: {} };

  test("catch-up ends with the first pause, and begins again after a cut", async () => {
    const clock = createManualClock();
    const { connect, push, cut } = sender();
    const seen: string[] = [];
    const stream = await streamTask(createTestXyz(connect, { clock }), "task-1");
    const reading = (async () => {
      for await (const event of stream) if (event.type !== "unknown") seen.push(`${event.phase} ${event.type}`);
    })();
    await clock.advance(100);
    push(history + frame("content", { text: "Hel", isPartial: true }));
    await clock.advance(19);
    push(frame("content", { text: "lo", isPartial: true }));
    await clock.advance(20);
    push(frame("content", { text: " you", isPartial: true }));
    await settle();
    push(frame("tool_call", call));
    await settle();
    cut();
    await settle();
    await clock.advance(100);
    push(history + frame("content", { text: "Hello you there", isPartial: false }));
    await clock.advance(100);
    push(frame("tool_call", { ...call, status: "error" }));
    await settle();
    expect(seen).toEqual([
      "history history_message",
      "history history_done",
      "catch-up content",
      "catch-up content",
      "live content",
      "live tool_call",
      "catch-up content",
      // Nothing that happens now is held back until it is known what follows.
      "live tool_call",
    ]);
    push(frame("done", { finalResponse: "Hello you there" }));
    await reading;
  });

  test("a slow reader does not make a pause", async () => {
    const clock = createManualClock();
    const pieces = [..."abc"].map((text) => frame("content", { text, isPartial: true }));
    const xyz = createTestXyz(() => eventStream([history, ...pieces, frame("done", { finalResponse: "abc" })]), {
      clock,
    });
    const seen: string[] = [];
    for await (const event of await streamTask(xyz, "task-1")) {
      if (event.type !== "unknown") seen.push(event.phase);
      await clock.advance(1_000);
    }
    expect(seen).toEqual(["history", "history", "catch-up", "catch-up", "catch-up", "catch-up"]);
  });
});

describe("a wrapped tool call", () => {
  const data: TaskEvent["data"] & ToolCall = { callId: "call_1", toolName: "read_file", status: "executing", args: {} };
  const rest = [
    frame("tool_result", { callId: "call_1", status: "success", output: "1" }),
    frame("done", { finalResponse: "1" }),
  ];
  const unnamed = `data: ${JSON.stringify({ type: "tool_call", data })}\n\n`;

  test.each([
    ["in the event of its name", frame("tool_call", { type: "tool_call", data })],
    ["in an event without a name", unnamed],
  ])("%s reads like a flat one, also after a cut", async (_name, wrapped) => {
    const begin = frame("history_done", { messageCount: 0, isStreaming: true });
    const flat = await readConnections(() => eventStream([begin, frame("tool_call", data), ...rest]));
    const whole = () => eventStream([begin, wrapped, ...rest]);
    expect(await readConnections(whole)).toEqual(flat);
    expect(await readConnections(() => eventStream([begin, wrapped]), whole)).toEqual(flat);
  });

  test.each(["no JSON", "null", '{"type":"tool_call"}', '{"type":"other","data":{}}'])(
    "is not seen in an unknown event with %s",
    async (text) => {
      const frames = [frame("history_done", { messageCount: 0, isStreaming: true }), `data: ${text}\n\n`, ...rest];
      const { events } = await readConnections(() => eventStream(frames));
      expect(events[1]).toEqual({ type: "unknown", event: "message", data: text });
    },
  );
});

describe("a platform that misbehaves", () => {
  const running = frame("history_done", { messageCount: 0, isStreaming: true });
  const tick = (text: string) => frame("content", { text, isPartial: true });

  test("cuts again and again: reading goes on as long as each connection brings something", async () => {
    const text = "abcdefghij";
    const connections = [...text].map((_letter, index) => () => eventStream([running, tick(text.slice(0, index + 1))]));
    const end = () => eventStream([running, tick(text), frame("done", { finalResponse: text })]);
    const { events, code } = await readConnections(...connections, end);
    expect(code).toBeUndefined();
    expect(events.map((event) => (event as Wire).data.text).join("")).toBe(text);
  });

  test("cuts without anything new: reading ends after three tries with what there is", async () => {
    const cut = () => eventStream([running, tick("a")]);
    expect(await readConnections(cut, cut, cut, cut)).toEqual({
      events: [
        { type: "history_done", data: { messageCount: 0, isStreaming: true } },
        { type: "content", data: { text: "a", isPartial: true } },
      ],
      code: "stream_ended_early",
    });
  });

  test("is away for a moment after a cut", async () => {
    const away = [502, 503, 504].map((status) => () => failure(status, "INTERNAL_ERROR"));
    const whole = () => eventStream([running, tick("a"), frame("done", { finalResponse: "a" })]);
    const { code, events } = await readConnections(() => eventStream([running, tick("a")]), ...away, whole);
    expect([code, events.length]).toEqual([undefined, 3]);
  });

  test("has lost the task after a cut", async () => {
    const lost = () => failure(404, "NOT_FOUND");
    const { code } = await readConnections(() => eventStream([running, tick("a")]), lost);
    expect(code).toBe("stream_ended_early");
  });

  test("sends bytes that are no UTF-8 and data that is no JSON", async () => {
    const broken = new Uint8Array([...new TextEncoder().encode("event: content\ndata: "), 0xff, 0xfe, 10, 10]);
    const parts = [
      new TextEncoder().encode(running),
      broken,
      new TextEncoder().encode(frame("done", { finalResponse: "a" })),
    ];
    const body = new Blob(parts).stream();
    const response = new Response(body, { headers: { "content-type": "text/event-stream" } });
    const { events, code } = await readConnections(() => response);
    expect(code).toBeUndefined();
    expect(events[1]).toEqual({ type: "unknown", event: "content", data: "\ufffd\ufffd" });
  });

  test.each<[name: string, response: () => Response, code: string]>([
    ["answers JSON", () => success({}), "no_event_stream"],
    ["does not know the task", () => failure(404, "NOT_FOUND"), "NOT_FOUND"],
    ["does not allow it", () => failure(403, "FORBIDDEN"), "FORBIDDEN"],
  ])("%s", async (_name, response, code) => {
    await expect(streamTask(createTestXyz(response), "task-1")).rejects.toMatchObject({ code });
  });

  test("is told when the reader stops", async () => {
    let isCancelled = false;
    const body = new ReadableStream<Uint8Array>({
      start: (controller) => controller.enqueue(new TextEncoder().encode(running)),
      cancel: () => {
        isCancelled = true;
      },
    });
    const xyz = createTestXyz(() => new Response(body, { headers: { "content-type": "text/event-stream" } }));
    for await (const event of await streamTask(xyz, "task-1")) {
      expect(event.type).toBe("history_done");
      break;
    }
    await settle();
    expect(isCancelled).toBe(true);
  });
});
