/** The core runs anywhere and knows no vendor. */

import { readdir, readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { bundle } from "@parley/tooling/bundle";
import { expect, test } from "vitest";

const folder = new URL(".", import.meta.url);
const sources = (await readdir(folder, { recursive: true })).filter((path) => /^[^.]+\.ts$/.test(path));
const doors = sources.filter((path) => path.endsWith("index.ts"));

test.each(doors)("%s can be bundled for where there is no Node", async (door) => {
  expect(await bundle(fileURLToPath(new URL(door, folder)), { fromSources: true })).not.toMatch(/from ?["']node:/);
});

test("no source of the core names a vendor", async () => {
  const named = await Promise.all(
    sources.map(
      async (path) =>
        [path, /chatzy|smarttalk|\bxyz|sigmic/i.exec(await readFile(new URL(path, folder), "utf8"))] as const,
    ),
  );
  expect(sources.length).toBeGreaterThan(30);
  expect(named.filter(([, word]) => word).map(([path]) => path)).toEqual([]);
});
