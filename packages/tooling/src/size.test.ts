/** The budgets bite: a program that is too large fails, one that is not passes. */

import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";

const script = fileURLToPath(new URL("./size.ts", import.meta.url));
let folder = "";

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "parley-size-"));
});

afterAll(() => rm(folder, { recursive: true }));

/** A program that stays about this large when it is compressed. */
function programOf(bytes: number): string {
  let text = "";
  for (let index = 0; text.length < (bytes * 4) / 3; index += 1) {
    text += createHash("sha256").update(String(index)).digest("base64url");
  }
  return `console.log("${text}");\n`;
}

test.each<[file: string, bytes: number, code: number, output: RegExp]>([
  ["json-call.ts", 10_300, 0, /@parley\/fixture json-call/],
  ["json-call.ts", 10_700, 1, /@parley\/fixture json-call is \d+ bytes over its limit\./],
  ["stream.ts", 14_200, 0, /@parley\/fixture stream/],
  ["stream.ts", 14_600, 1, /@parley\/fixture stream is \d+ bytes over its limit\./],
  ["token-refresh.ts", 15_400, 0, /@parley\/fixture token-refresh/],
  ["token-refresh.ts", 15_800, 1, /@parley\/fixture token-refresh is \d+ bytes over its limit\./],
  ["other.ts", 10, 1, /other\.ts has no budget; name it after one of json-call, stream, token-refresh, recovery/],
])("%s of %i bytes ends with %i", async (file, bytes, code, output) => {
  const home = join(folder, `${file}-${bytes}`);
  await mkdir(join(home, "src/size"), { recursive: true });
  await writeFile(join(home, "package.json"), '{ "name": "@parley/fixture" }');
  await writeFile(join(home, "src/size", file), programOf(bytes));
  const result = await new Promise<[number, string]>((resolve) => {
    execFile(process.execPath, [script], { cwd: home }, (error, stdout, stderr) => {
      resolve([Number(error?.code ?? 0), stdout + stderr]);
    });
  });
  expect(result).toEqual([code, expect.stringMatching(output)]);
});
