import { describe, expect, test } from "vitest";
import { type Data, eventsOf, framesOf, readConnections, type Wire } from "./__fixtures__/connections.ts";
import { eventStream, failure, frame, type Outcome, transcript, transcripts } from "./__fixtures__/platform.ts";
import type { Message } from "./index.ts";

/** What the platform tells of a turn that is under way: the state in fewer events, in the order of their beginnings. */
function catchUp(events: readonly Wire[]): Wire[] {
  const status = events.findLast(({ type }) => type === "status");
  const compressed: Wire[] = status ? [status] : [];
  for (const event of events) {
    const { type, data } = event;
    const last = compressed.at(-1);
    if (type === "status") continue;
    if (type === "content" && last?.type === "content") {
      compressed[compressed.length - 1] = { type, data: { ...data, text: `${last.data.text}${data.text}` } };
    } else if (type === "tool_call") {
      const isNews = compressed.some((other) => other.type === type && other.data.callId === data.callId);
      const newest = events.findLast(({ data: { callId } }) => callId === data.callId);
      if (!isNews) compressed.push({ type, data: { ...data, status: newest?.data.status } });
    } else compressed.push(event);
  }
  return compressed;
}

/** The parts of an outcome that do not depend on how the text was cut and which statuses were seen. */
function essence({ events, code }: Outcome): unknown[] {
  const essential: Wire[] = [];
  const calls = new Set<unknown>();
  for (const { type, data } of events as Wire[]) {
    const last = essential.at(-1);
    if (type === "status" || (type === "tool_call" && calls.has(data.callId))) continue;
    if (type === "tool_call") calls.add(data.callId);
    if (type === "content" && last?.type === "content") {
      essential[essential.length - 1] = { type, data: { text: `${last.data.text}${data.text}` } };
    } else if (type === "content") essential.push({ type, data: { text: data.text } });
    else essential.push({ type, data: type === "tool_call" ? { ...data, status: "" } : data });
  }
  return [...essential, code];
}

/** Ways in which a connection ends before its time. */
const cuts: Readonly<Record<string, (frames: readonly string[], next: string) => Response>> = {
  "closed between two events": (frames) => eventStream(frames),
  "broken between two events": (frames) => eventStream(frames, "break"),
  "closed within an event": (frames, next) => eventStream([...frames, next.slice(0, next.length / 2)]),
  "closed before the blank line of an event": (frames, next) => eventStream([...frames, next.slice(0, -2)]),
};

function cutOff(cut: string, frames: readonly string[], next: string): Response {
  return cuts[cut]?.(frames, next) ?? failure(500, cut);
}

const cases = [...transcripts].flatMap(([name, text]) => Object.keys(cuts).map((cut) => [name, cut, text] as const));

describe("a stream that is cut after any event and replayed", () => {
  test.each(cases)("%s, %s: event by event, it reads like the uncut one", async (_name, cut, text) => {
    const frames = framesOf(eventsOf(text));
    const uncut = await readConnections(() => eventStream([text]));
    for (let length = 0; length < frames.length; length += 1) {
      const next = frames[length] ?? "";
      // A last event that only lacks its blank line is complete, and there is nothing to connect for.
      if (cut === "closed before the blank line of an event" && length === frames.length - 1) continue;
      const first = () => cutOff(cut, frames.slice(0, length), next);
      expect(await readConnections(first, () => eventStream(frames)), `after ${length}`).toEqual(uncut);
    }
  });

  test.each(cases)(
    "%s, %s: from a later state in fewer events, nothing is lost or doubled",
    async (_name, cut, text) => {
      const events = eventsOf(text);
      const frames = framesOf(events);
      const begin = events.findIndex(({ type }) => type === "history_done") + 1;
      const uncut = essence(await readConnections(() => eventStream([text])));
      for (let length = 0; length < frames.length - 1; length += 1) {
        const first = () => cutOff(cut, frames.slice(0, length), frames[length] ?? "");
        for (const state of new Set([length, length + 1, length + 5, frames.length - 1])) {
          if (state < begin || state >= frames.length) continue;
          const turn = [...catchUp(events.slice(begin, state)), ...events.slice(state)];
          const second = () => eventStream(framesOf([...events.slice(0, begin), ...turn]));
          expect(essence(await readConnections(first, second)), `after ${length}, at ${state}`).toEqual(uncut);
        }
      }
    },
  );

  test("twice, each time from where it was", async () => {
    const frames = framesOf(eventsOf(transcript("subagent")));
    const uncut = await readConnections(() => eventStream(frames));
    for (let length = 2; length < frames.length; length += 1) {
      const connections = [length - 1, length, frames.length].map((end) => () => eventStream(frames.slice(0, end)));
      expect(await readConnections(...connections), `after ${length}`).toEqual(uncut);
    }
  });
});

describe("a turn that ended while the stream was cut", () => {
  const events = eventsOf(transcript("toolCall"));
  const begin = events.findIndex(({ type }) => type === "history_done");
  const toolCalls = ["call_123", "call_456"].map((callId): Data => {
    const of = (type: string) => events.find((event) => event.type === type && event.data.callId === callId)?.data;
    return { ...of("tool_call"), ...of("tool_result") };
  });
  const { finalResponse } = Object(events.at(-1)?.data) as { finalResponse?: string };
  const reply = {
    id: "msg-2",
    role: "assistant",
    content: finalResponse,
    createdAt: "2026-01-26T16:00:12.334Z",
    thoughts: [events.find(({ type }) => type === "thought")?.data],
    toolCalls,
  };
  const idle = { messageCount: 2, isStreaming: false };

  function after(length: number, ...stored: Wire[]): Promise<Outcome> {
    const replayed = framesOf([...events.slice(0, begin), ...stored]);
    const cut = framesOf(events.slice(0, length));
    return readConnections(
      () => eventStream(cut),
      () => eventStream(replayed),
    );
  }

  test("is completed from the stored reply, wherever it was cut", async () => {
    const uncut = essence(await readConnections(() => eventStream(framesOf(events))));
    for (let length = begin + 1; length < events.length; length += 1) {
      const outcome = await after(
        length,
        { type: "history_message", data: reply },
        { type: "history_done", data: idle },
      );
      expect(essence(outcome), `after ${length}`).toEqual(uncut);
    }
  });

  test("is completed and ends the stream, also when the next turn runs already", async () => {
    const question = { id: "msg-3", role: "user", content: "And now?", createdAt: "2026-01-26T16:05:00.000Z" };
    const outcome = await after(
      events.length - 1,
      { type: "history_message", data: reply },
      { type: "history_message", data: question },
      { type: "history_done", data: { messageCount: 3, isStreaming: true } },
      { type: "content", data: { text: "I added ", isPartial: true } },
    );
    expect(outcome.events.slice(-2).map((event) => (event as Wire).type)).toEqual(["content", "done"]);
  });

  test("without a reply fails with what was delivered", async () => {
    const outcome = await after(begin + 3, { type: "history_done", data: { ...idle, messageCount: 1 } });
    expect(outcome).toEqual({ events: events.slice(0, begin + 3), code: "no_reply" });
  });

  test("without a reply gives way to the next turn, all of which is new", async () => {
    const next: Wire[] = [
      { type: "history_message", data: { ...reply, id: "msg-3", role: "user" } },
      { type: "history_done", data: { messageCount: 2, isStreaming: true } },
      ...events.slice(begin + 1),
    ];
    const outcome = await after(events.length - 5, ...next);
    expect(outcome.events).toEqual([...events.slice(0, events.length - 5), ...next]);
  });

  test("after a reply in a text that differs gives the stored one in done only", async () => {
    const other = { ...reply, content: reply.content?.toUpperCase() };
    const outcome = await after(
      events.length - 3,
      { type: "history_message", data: other },
      { type: "history_done", data: idle },
    );
    expect(outcome.events.slice(events.length - 3)).toEqual([{ type: "done", data: { finalResponse: other.content } }]);
  });
});

describe("a replay", () => {
  const history = [frame("history_done", { messageCount: 0, isStreaming: true })];
  const call = { callId: "call_1", toolName: "read_file", status: "executing", args: {} };

  test.each<[name: string, first: readonly string[], second: readonly string[], delivered: readonly unknown[]]>([
    [
      "in a larger piece gives its new end, with the flag of that piece",
      [frame("content", { text: "One, ", isPartial: true })],
      [frame("content", { text: "One, two.", isPartial: false })],
      [
        { text: "One, ", isPartial: true },
        { text: "two.", isPartial: false },
      ],
    ],
    [
      "cut elsewhere gives what is missing",
      [frame("content", { text: "One, tw", isPartial: true })],
      [frame("content", { text: "One, ", isPartial: true }), frame("content", { text: "two.", isPartial: false })],
      [
        { text: "One, tw", isPartial: true },
        { text: "o.", isPartial: false },
      ],
    ],
    [
      "with another text gives all from the piece that differs",
      [frame("content", { text: "One, two, ", isPartial: true })],
      [frame("content", { text: "One, ", isPartial: true }), frame("content", { text: "2.", isPartial: false })],
      [
        { text: "One, two, ", isPartial: true },
        { text: "2.", isPartial: false },
      ],
    ],
    [
      "keeps an empty last piece",
      [frame("content", { text: "One.", isPartial: true })],
      [frame("content", { text: "One.", isPartial: true }), frame("content", { text: "", isPartial: false })],
      [
        { text: "One.", isPartial: true },
        { text: "", isPartial: false },
      ],
    ],
    [
      "gives a new status of a call, and the same call id once more only if it came once more",
      [frame("tool_call", { ...call, status: "awaiting_approval" })],
      [frame("tool_call", { ...call, status: "awaiting_approval" }), frame("tool_call", call)],
      [{ ...call, status: "awaiting_approval" }, call],
    ],
    [
      "gives the end of a call whose result does not follow",
      [frame("tool_call", call)],
      [frame("tool_call", { ...call, status: "error" }), frame("content", { text: "No.", isPartial: false })],
      [call, { ...call, status: "error" }, { text: "No.", isPartial: false }],
    ],
    [
      "leaves out the end of a call that its result tells",
      [frame("tool_call", call)],
      [
        frame("tool_call", { ...call, status: "success" }),
        frame("tool_result", { callId: "call_1", status: "success", output: 1 }),
      ],
      [call, { callId: "call_1", status: "success", output: 1 }],
    ],
    [
      "with another text gives all that follows, also where it is like the old one",
      [frame("content", { text: "aab", isPartial: true })],
      [..."axb"].map((text) => frame("content", { text, isPartial: true })),
      [
        { text: "aab", isPartial: true },
        { text: "x", isPartial: true },
        { text: "b", isPartial: true },
      ],
    ],
    [
      "gives each of two equal thoughts once",
      [frame("thought", { subject: "A", description: "B" })],
      [frame("thought", { subject: "A", description: "B" }), frame("thought", { subject: "A", description: "B" })],
      [
        { subject: "A", description: "B" },
        { subject: "A", description: "B" },
      ],
    ],
    [
      "leaves out events that the contract does not have, too",
      ["event: tea\ndata: 1\n\n"],
      ["event: tea\ndata: 1\n\n", "event: tea\ndata: 2\n\n"],
      ["1", "2"],
    ],
  ])("%s", async (_name, first, second, delivered) => {
    const end = frame("done", { finalResponse: "" });
    const outcome = await readConnections(
      () => eventStream([...history, ...first]),
      () => eventStream([...history, ...second, end]),
    );
    expect(outcome.events.slice(1, -1).map((event) => (event as Wire).data)).toEqual(delivered);
  });

  test("of a turn that began on an idle stream gives nothing twice", async () => {
    const idle = frame("history_done", { messageCount: 0, isStreaming: false });
    const piece = frame("content", { text: "One.", isPartial: false });
    const { events } = await readConnections(
      () => eventStream([idle, piece]),
      () => eventStream([...history, piece, frame("done", { finalResponse: "One." })]),
    );
    expect(events.map((event) => (event as Wire).type)).toEqual(["history_done", "content", "done"]);
  });

  test("with a message that was stored while the turn goes on gives that message and goes on", async () => {
    const message: Message = { id: "msg-2", role: "assistant", content: "One", createdAt: "2026-01-26T16:00:00.000Z" };
    const { events } = await readConnections(
      () => eventStream([...history, frame("content", { text: "One", isPartial: true })]),
      () =>
        eventStream([
          frame("history_message", message),
          ...history,
          frame("content", { text: "One, two.", isPartial: false }),
          frame("done", { finalResponse: "One, two." }),
        ]),
    );
    expect(events).toEqual([
      { type: "history_done", data: { messageCount: 0, isStreaming: true } },
      { type: "content", data: { text: "One", isPartial: true } },
      { type: "history_message", data: message },
      { type: "content", data: { text: ", two.", isPartial: false } },
      { type: "done", data: { finalResponse: "One, two." } },
    ]);
  });

  test("after an idle end that broke gives nothing twice", async () => {
    const frames = framesOf(eventsOf(transcript("historyReplay")));
    const whole = await readConnections(() => eventStream(frames));
    expect(
      await readConnections(
        () => eventStream(frames, "break"),
        () => eventStream(frames),
      ),
    ).toEqual(whole);
  });
});
