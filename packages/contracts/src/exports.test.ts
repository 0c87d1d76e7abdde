/**
 * The exports of what is generated are patterns with the name of the contract, where exports elsewhere list every entry:
 * so a contract that is registered needs no edit of `package.json`, and `generated/` has nothing to hide.
 */

import { access, readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { listApis } from "./generate/bundle.ts";

const manifest = await readFile(new URL("../package.json", import.meta.url), "utf8");
const { exports } = JSON.parse(manifest) as { exports: Record<string, string> };
const patterns = Object.entries(exports).filter(([entry]) => entry.includes("*"));

test("a pattern leads to one file of a generated folder each", () => {
  const targets = patterns.map(([, target]) => target);
  expect(targets.filter((target) => !/^\.\/generated\/\*\/[\w.-]+$/.test(target))).toEqual([]);
  expect(new Set(targets).size).toBe(targets.length);
});

test.each(await listApis())("every entry of %s is there", async (api) => {
  for (const [entry] of patterns) {
    const address = import.meta.resolve(`@parley/contracts/${entry.slice(2).replace("*", api)}`);
    await expect(access(new URL(address)), address).resolves.toBeUndefined();
  }
});
