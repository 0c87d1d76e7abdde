/** Rooms have doors and no circles, and modules keep nothing between calls. */

import { expect, test } from "vitest";
import { findFaults, readSources } from "./__fixtures__/rooms.ts";

test("rooms use each other's doors alone, nothing goes in a circle, and no module has state", async () => {
  const sources = await readSources(new URL(".", import.meta.url));
  expect(Object.keys(sources).length).toBeGreaterThan(50);
  expect(findFaults(sources)).toEqual([]);
});

test.each<[string, Record<string, string>, string[]]>([
  [
    "goes past a door",
    { "a/one.ts": 'import { b } from "../b/two.ts";', "b/two.ts": "" },
    ["a/one.ts goes to b/two.ts and not through the door of b"],
  ],
  [
    "goes in a circle of types",
    { "a/one.ts": 'import type { B } from "./two.ts";', "a/two.ts": 'export type { A } from "./one.ts";' },
    ["circle of files: a/one.ts -> a/two.ts -> a/one.ts"],
  ],
  [
    "goes in a circle of rooms",
    {
      "a/index.ts": "",
      "a/one.ts": 'import { b } from "../b/index.ts";',
      "b/index.ts": "",
      "b/two.ts": 'import type { A } from "../a/index.ts";',
    },
    ["circle of rooms: a -> b -> a"],
  ],
  [
    "goes from a room to the root",
    { "a/one.ts": 'import { serve } from "../serve.ts";', "serve.ts": "" },
    ["circle of rooms: a -> the root -> a"],
  ],
  ["has a variable", { "one.ts": "let count = 0;" }, ["one.ts: the variable count of the module changes"]],
  [
    "has a cache",
    { "one.ts": "const known = new WeakMap();" },
    ["one.ts: the WeakMap known of the module can be filled"],
  ],
  [
    "has a pattern that keeps its place",
    { "one.ts": "const part = /a/y;" },
    ["one.ts: the pattern part of the module keeps its place"],
  ],
  ["is as it should be", { "one.ts": "const names: ReadonlySet<string> = new Set([]); const part = /a/g;" }, []],
])("a file that %s is found", (_name, sources, faults) => {
  expect(findFaults(sources)).toEqual(faults);
});
