/** The example of worlds and runs in the readme is the file that is run here. */

import { readFile } from "node:fs/promises";
import { expect, onTestFinished, test, vi } from "vitest";

test("the readme shows examples/board.ts", async () => {
  const [readme, example] = await Promise.all(
    ["../README.md", "../examples/board.ts"].map((file) => readFile(new URL(file, import.meta.url), "utf8")),
  );
  const [, shown] = /<!-- examples\/board.ts -->\n```ts\n(.*?)```/s.exec(readme ?? "") ?? [];
  expect(shown).toBe(example);
});

test("the example says what it shows", async () => {
  const log = vi.spyOn(console, "log").mockImplementation(() => {});
  onTestFinished(() => log.mockRestore());
  await import("../examples/board.ts");
  expect(log.mock.calls).toEqual([["content Good"], ["content morning"], ["done 2"]]);
});
