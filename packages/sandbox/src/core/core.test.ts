/** The core runs wherever there are web standards, and knows no platform. */

import { readdir, readFile } from "node:fs/promises";
import { expect, test } from "vitest";

/** What is wrong with a file of the core. */
function findFaults(path: string, text: string): string[] {
  return [
    ...(/\b(?:from|import\()\s*"node:/.test(text) ? [`${path} imports what only Node has`] : []),
    ...(/\bhosts\//.test(text) ? [`${path} knows a host`] : []),
    ...[...text.matchAll(/\b(?:chatzy|xyz|smarttalk)\b/gi)].map(([word]) => `${path} knows ${word}`),
  ];
}

test("no file of the core imports what only Node has, or knows a host or a platform", async () => {
  const folder = new URL(".", import.meta.url);
  const paths = (await readdir(folder, { recursive: true })).filter(
    (path) => /^[^.]+\.ts$/.test(path) && !/(?:^|\/)(?:__fixtures__|testing)\//.test(path),
  );
  expect(paths.length).toBeGreaterThan(30);
  const texts = await Promise.all(
    paths.map(async (path) => findFaults(path, await readFile(new URL(path, folder), "utf8"))),
  );
  expect(texts.flat()).toEqual([]);
});

test.each([
  ['import { readFile } from "node:fs";', "a.ts imports what only Node has"],
  ['await import("node:fs")', "a.ts imports what only Node has"],
  ['import { a } from "../hosts/node/index.ts";', "a.ts knows a host"],
  ["/** Such as `xyz/tasks`. */", "a.ts knows xyz"],
])("%s is found", (text, fault) => {
  expect(findFaults("a.ts", text)).toEqual([fault]);
});
