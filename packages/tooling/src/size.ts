/**
 * Checks the sizes of the package in the current folder: each file of `src/size` is a small program as a user writes
 * it, and its name says which budget it has.
 *
 * Usage, in the folder of a package: node ../tooling/src/size.ts
 */

import { readdir, readFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { measureBundle } from "./bundle.ts";

/**
 * Bytes that a program may have at most, minified and compressed with gzip. They hold what was reached with openapi-fetch
 * inside; wanted are 8,000, 12,000, 13,000 and 15,000.
 */
const budgets: Readonly<Record<string, number>> = {
  /** One client with one call that answers JSON. */
  "json-call": 11_200,
  /** With a call that streams besides. */
  stream: 15_200,
  /** With a token that is refreshed besides. */
  "token-refresh": 16_500,
  /** A call that streams, with what the platform wants to be done when the stream drops. */
  recovery: 17_000,
};

const folder = join(process.cwd(), "src/size");
const { name } = JSON.parse(await readFile("package.json", "utf8")) as { name: string }; // every package has one

const table: Record<string, Record<string, number>> = {};
for (const file of (await readdir(folder)).sort()) {
  const program = basename(file, ".ts");
  const budget = budgets[program];
  if (budget === undefined) {
    throw new Error(`${file} has no budget; name it after one of ${Object.keys(budgets).join(", ")}`);
  }
  const { minified, compressed } = await measureBundle(join(folder, file));
  table[`${name} ${program}`] = { minified, "and gzip": compressed, budget, left: budget - compressed };
}
console.table(table);

const over = Object.entries(table).filter(([, { left = 0 }]) => left < 0);
for (const [program, { left = 0 }] of over) console.error(`${program} is ${-left} bytes over its budget.`);
if (over.length > 0) process.exitCode = 1;
