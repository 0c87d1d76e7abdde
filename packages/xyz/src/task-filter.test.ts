import type { StreamTaskEvent } from "@parley/contracts/xyz";
import { expect, test } from "vitest";
import { taskFilter } from "./task-filter.ts";

const history = (isStreaming: boolean): StreamTaskEvent => ({
  type: "history_done",
  data: { messageCount: 0, isStreaming },
});
const content = (text: string): StreamTaskEvent => ({ type: "content", data: { text, isPartial: true } });
const done: StreamTaskEvent = { type: "done", data: { finalResponse: "ab" } };

type Arrival = readonly [event: StreamTaskEvent, waited: number] | "cut";

/** Phases and texts of what is delivered, and whether the stream may end then. */
function run(arrivals: readonly Arrival[]) {
  let state = taskFilter.initial;
  const seen: string[] = [];
  for (const arrival of arrivals) {
    if (arrival === "cut") {
      state = taskFilter.reconnect(state);
      continue;
    }
    const [event, waited] = arrival;
    const copy = structuredClone(state);
    const step = taskFilter.step(state, { event, waited });
    expect(state).toEqual(copy);
    state = step.state;
    for (const given of step.events) {
      if (given.type === "unknown") continue;
      seen.push(given.type === "content" ? `${given.phase} ${given.data.text}` : `${given.phase} ${given.type}`);
    }
    if (step.isEnd) seen.push("end");
  }
  return { seen, mayEnd: taskFilter.mayEnd?.(state) };
}

test.each<[string, readonly Arrival[], readonly string[], boolean]>([
  ["an idle task", [[history(false), 500]], ["history history_done"], true],
  [
    "catch-up",
    [
      [history(true), 500],
      [content("a"), 19],
    ],
    ["history history_done", "catch-up a"],
    false,
  ],
  [
    "a pause",
    [
      [history(true), 0],
      [content("a"), 20],
      [content("b"), 0],
    ],
    ["history history_done", "live a", "live b"],
    false,
  ],
  [
    "the end",
    [
      [history(true), 0],
      [content("ab"), 0],
      [done, 0],
    ],
    ["history history_done", "catch-up ab", "catch-up done", "end"],
    false,
  ],
  [
    "a cut in the middle of a text",
    [[history(true), 0], [content("a"), 20], "cut", [history(true), 900], [content("ab"), 0]],
    ["history history_done", "live a", "catch-up b"],
    false,
  ],
  [
    "two cuts",
    [[history(true), 0], [content("a"), 0], "cut", [history(true), 0], "cut", [history(true), 0], [content("ab"), 0]],
    ["history history_done", "catch-up a", "catch-up b"],
    false,
  ],
])("%s", (_name, arrivals, seen, mayEnd) => {
  expect(run(arrivals)).toEqual({ seen, mayEnd });
});
