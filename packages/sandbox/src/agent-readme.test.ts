/** The example of agents in the readme is the file that is run here. */

import { readFile } from "node:fs/promises";
import { expect, onTestFinished, test, vi } from "vitest";

test("the readme shows examples/conversation.ts", async () => {
  const [readme, example] = await Promise.all(
    ["../README.md", "../examples/conversation.ts"].map((file) => readFile(new URL(file, import.meta.url), "utf8")),
  );
  const [, shown] = /<!-- examples\/conversation.ts -->\n```ts\n(.*?)```/s.exec(readme ?? "") ?? [];
  expect(shown).toBe(example);
});

test("the example says what it shows", async () => {
  const log = vi.spyOn(console, "log").mockImplementation(() => {});
  onTestFinished(() => log.mockRestore());
  await import("../examples/conversation.ts");
  expect(log.mock.calls).toEqual([
    ["order_status", { orderNumber: "4711" }],
    [
      "Einen Moment, ich schlage das nach.\n\nDie Bestellung 4711 (Brass reading lamp) wurde am 2026-01-24 verschickt. [Hier können Sie sie verfolgen](https://shop.example/track/4711).",
    ],
  ]);
});
