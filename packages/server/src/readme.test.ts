/** The example of the readme is the file that is tested. */

import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";

test("the readme shows examples/smallest.ts", async () => {
  const [readme, example] = await Promise.all(
    ["../README.md", "../examples/smallest.ts"].map((file) => readFile(new URL(file, import.meta.url), "utf8")),
  );
  const [, shown] = /```ts\n(.*?)```/s.exec(readme ?? "") ?? [];
  // The first line is for the linter.
  expect(shown).toBe(example?.replace(/^\/\/ .*\n/, ""));
});
