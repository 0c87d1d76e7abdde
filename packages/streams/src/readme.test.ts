/** The example of the readme is the file that is run here. */

import { readFile } from "node:fs/promises";
import { expect, onTestFinished, test, vi } from "vitest";

test("the readme shows examples/follow-stream.ts", async () => {
  const [readme, example] = await Promise.all(
    ["../README.md", "../examples/follow-stream.ts"].map((file) => readFile(new URL(file, import.meta.url), "utf8")),
  );
  const [, shown] = /```ts\n(.*?)```/s.exec(readme ?? "") ?? [];
  expect(shown).toBe(example);
});

test("the example follows a stream to the event that is out of order", async () => {
  const log = vi.spyOn(console, "log").mockImplementation(() => {});
  onTestFinished(() => log.mockRestore());
  await import("../examples/follow-stream.ts");
  expect(log.mock.calls).toEqual([
    ["content", ["content", "done"], false],
    ["done", [], true],
    ["content is out of order"],
  ]);
});
