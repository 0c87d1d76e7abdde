import { expect, test } from "vitest";
import { dropReplayed } from "./replay.ts";

/** What is delivered of several connections. */
function deliver(...connections: readonly string[][]): string[] {
  const filter = dropReplayed<string>();
  let state = filter.initial;
  return connections.flatMap((events, index) => {
    if (index > 0) state = filter.reconnect(state);
    return events.flatMap((event) => {
      const step = filter.step(state, { event, waited: 0 });
      state = step.state;
      return [...step.events];
    });
  });
}

test.each([
  { name: "one connection", connections: [["a", "a", "b"]], expected: ["a", "a", "b"] },
  {
    name: "a whole replay",
    connections: [
      ["a", "b"],
      ["a", "b", "c"],
    ],
    expected: ["a", "b", "c"],
  },
  { name: "a replay that is cut", connections: [["a", "b"], ["a"], ["a", "b", "c"]], expected: ["a", "b", "c"] },
  {
    name: "another beginning",
    connections: [
      ["a", "b"],
      ["x", "b"],
    ],
    expected: ["a", "b", "x", "b"],
  },
])("$name", ({ connections, expected }) => {
  expect(deliver(...connections)).toEqual(expected);
});
