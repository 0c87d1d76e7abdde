/**
 * Checks the sizes of the package in the current folder: each file of `src/size` is a small program as a user writes
 * it, and its name says which budget it has.
 *
 * Usage, in the folder of a package: node ../tooling/src/size.ts
 */

import { readdir, readFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { measureBundle } from "./bundle.ts";

/** Bytes that a program should have at most, minified and compressed with gzip. */
const budgets: Readonly<Record<string, number>> = {
  /** One client with one call that answers JSON. */
  "json-call": 8_000,
  /** With a call that streams besides. */
  stream: 12_000,
  /** With a token that is refreshed besides. */
  "token-refresh": 13_000,
  /** A call that streams, with what the platform wants to be done when the stream drops. */
  recovery: 15_000,
};

/**
 * Bytes that the largest of the programs is above its budget, rounded up: openapi-fetch takes 2,300 of each, and the
 * table of the largest contract 1,300. More than this fails; less is to be written here.
 */
const excesses: Readonly<Record<string, number>> = {
  "json-call": 2_550,
  stream: 2_400,
  "token-refresh": 2_700,
  recovery: 1_350,
};

const folder = join(process.cwd(), "src/size");
const { name } = JSON.parse(await readFile("package.json", "utf8")) as { name: string }; // every package has one

const table: Record<string, Record<string, number>> = {};
for (const file of (await readdir(folder)).sort()) {
  const program = basename(file, ".ts");
  const [budget, excess] = [budgets[program], excesses[program]];
  if (budget === undefined || excess === undefined) {
    throw new Error(`${file} has no budget; name it after one of ${Object.keys(budgets).join(", ")}`);
  }
  const { minified, compressed } = await measureBundle(join(folder, file));
  const limit = budget + excess;
  table[`${name} ${program}`] = { minified, "and gzip": compressed, budget, limit, left: limit - compressed };
}
console.table(table);

const over = Object.entries(table).filter(([, { left = 0 }]) => left < 0);
for (const [program, { left = 0 }] of over) console.error(`${program} is ${-left} bytes over its limit.`);
if (over.length > 0) process.exitCode = 1;
