import { describe, expect, test } from "vitest";
import { thingStream } from "../__fixtures__/things.ts";
import type { DecodedEvent } from "../decoder/index.ts";
import { firstState, isComplete, reconnect, type StreamState, stepStream } from "./step.ts";

const event = (name: string, data: unknown, more: Partial<DecodedEvent> = {}): DecodedEvent => ({
  event: name,
  data: JSON.stringify(data),
  lastEventId: "",
  ...more,
});

describe("one event", () => {
  test.each<[string, Partial<StreamState>, DecodedEvent, object]>([
    [
      "of the contract",
      {},
      event("piece", { text: "a" }),
      { state: firstState, event: { type: "piece", data: { text: "a" } } },
    ],
    [
      "that the contract does not have",
      {},
      event("new", 1),
      { state: firstState, event: { type: "unknown", event: "new", data: "1" } },
    ],
    [
      "with an id",
      {},
      event("piece", { text: "a" }, { lastEventId: "7" }),
      {
        state: { ...firstState, connectionId: "7", lastEventId: "7" },
        event: { type: "piece", data: { text: "a" } },
      },
    ],
    [
      "that always ends the stream",
      {},
      event("done", { total: 1 }),
      { state: { ...firstState, place: 1 }, event: { type: "done", data: { total: 1 } }, after: "end" },
    ],
    [
      "that says that the stream failed",
      {},
      event("failed", {}),
      { state: { ...firstState, place: 1 }, failure: { name: "failed", data: {} } },
    ],
    [
      "out of order",
      { place: 1 },
      event("piece", { text: "a" }),
      {
        state: { ...firstState, place: undefined },
        disorder: { place: 1, name: "piece" },
        event: { type: "piece", data: { text: "a" } },
      },
    ],
    [
      "after the order was left",
      { place: undefined },
      event("piece", { text: "a" }),
      { state: { ...firstState, place: undefined }, event: { type: "piece", data: { text: "a" } } },
    ],
    [
      "of which half came",
      {},
      event("piece", {}, { data: '{"te', unterminated: true }),
      { state: firstState, after: "cut" },
    ],
  ])("%s", (_name, before, decoded, expected) => {
    const state = { ...firstState, ...before };
    const copy = structuredClone(state);
    expect(stepStream(thingStream, state, decoded)).toEqual(expected);
    expect(state).toEqual(copy);
  });
});

describe("a further connection", () => {
  const resuming = { ...thingStream, resume: "last-event-id" } as const;
  const first = stepStream(resuming, firstState, event("piece", { text: "a" }, { lastEventId: "1" })).state;

  test("that resumes brings nothing twice", () => {
    const state = reconnect(resuming, first);
    expect(stepStream(resuming, state, event("piece", { text: "a" }, { lastEventId: "1" })).event).toBeUndefined();
    expect(stepStream(resuming, state, event("piece", { text: "b" }, { lastEventId: "2" })).event).toBeDefined();
  });

  test("remembers a thousand ids, not more", () => {
    let state = firstState;
    for (let id = 0; id < 1500; id += 1) {
      state = stepStream(resuming, state, event("piece", { text: "a" }, { lastEventId: String(id) })).state;
    }
    expect([state.ids.length, state.ids[0]]).toEqual([1000, "500"]);
  });

  test.each([
    ["none", 1],
    ["replay", 0],
  ] as const)("of a stream with resume %s begins at place %i", (resume, place) => {
    expect(reconnect({ ...thingStream, resume }, { ...firstState, place: 1 }).place).toBe(place);
  });
});

test.each([
  [0, false],
  [1, true],
  [undefined, false],
])("a stream at place %s is complete: %s", (place, expected) => {
  expect(isComplete(thingStream, { ...firstState, place })).toBe(expected);
});
