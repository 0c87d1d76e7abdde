import { expect, test } from "vitest";
import { expectedEvents, mayEnd, nextState, type StreamAutomaton } from "./automaton.ts";

/** `text* done` */
const automaton: StreamAutomaton = {
  states: [
    { next: { text: 0, done: 1 }, accepting: false },
    { next: {}, accepting: true },
  ],
};

test.each([
  [0, "text", 0],
  [0, "done", 1],
  [0, "other", undefined],
  [1, "text", undefined],
  [2, "text", undefined],
  [-1, "text", undefined],
  [0, "__proto__", undefined],
  [0, "constructor", undefined],
  [0, "toString", undefined],
])("nextState from %i with %s is %s", (state, event, next) => {
  expect(nextState(automaton, state, event)).toBe(next);
});

test.each([
  [0, ["text", "done"]],
  [1, []],
  [2, []],
])("expectedEvents in %i are %j", (state, events) => {
  expect(expectedEvents(automaton, state)).toEqual(events);
});

test.each([
  [0, false],
  [1, true],
  [2, false],
])("mayEnd in %i is %s", (state, isEnd) => {
  expect(mayEnd(automaton, state)).toBe(isEnd);
});
