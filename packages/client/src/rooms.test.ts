/** Each room has one door, and the rooms stand in an order. */

import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { findRoomProblems } from "./testing/rooms.ts";

const source = fileURLToPath(new URL(".", import.meta.url));

test("rooms use one another by their doors, without a circle, not even of types", () => {
  const names = readdirSync(source, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".ts"));
  expect(names.length).toBeGreaterThan(50);
  const files = names
    // The texts below would break the rule.
    .filter((name) => name !== "rooms.test.ts")
    .map((name): [string, string] => [name.replaceAll("\\", "/"), readFileSync(`${source}/${name}`, "utf8")]);
  expect(findRoomProblems(Object.fromEntries(files))).toEqual([]);
});

test.each([
  { by: "a door", files: { "a/one.ts": 'import { b } from "../b/index.ts";' }, problems: [] },
  { by: "the index of all", files: { "index.ts": 'export { b } from "./b/index.ts";' }, problems: [] },
  {
    by: "a window",
    files: { "a/one.ts": 'import type { B } from "../b/two.ts";' },
    problems: ["a/one.ts enters b by b/two.ts"],
  },
  {
    by: "a window, from outside",
    files: { "bench/one.ts": 'const b = await import("../b/two.ts");' },
    problems: ["bench/one.ts enters b by b/two.ts"],
  },
  {
    by: "the index of all, from inside",
    files: { "a/one.ts": 'import { b } from "../index.ts";' },
    problems: ["a/one.ts leaves its room for index.ts"],
  },
  {
    by: "a circle of types",
    files: {
      "a/one.ts": 'import type { B } from "../b/index.ts";',
      "b/two.ts": 'export type { C } from "../c/index.ts";',
      "c/three.ts": 'import type { A } from "../a/index.ts";',
    },
    problems: ["a -> b -> c -> a is a circle"],
  },
])("entering by $by gives $problems", ({ files, problems }) => {
  expect(findRoomProblems(files)).toEqual(problems);
});
