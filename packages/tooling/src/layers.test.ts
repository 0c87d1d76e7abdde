/** Imports follow the layers: the lint configuration of the workspace refuses every other arrow. */

import { execFile } from "node:child_process";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { root } from "./packages.mjs";

const biome = join(
  dirname(createRequire(join(root, "package.json")).resolve("@biomejs/biome/package.json")),
  "bin/biome",
);

/** File, import, and whether the layers allow it. */
const arrows: readonly (readonly [file: string, specifier: string, isAllowed: boolean])[] = [
  ["packages/rules/src/a.ts", "@parley/streams/grammar", true],
  ["packages/rules/src/a.ts", "@parley/contracts", false],
  ["packages/streams/src/a.ts", "@parley/contracts", false],
  ["packages/contracts/src/a.ts", "@parley/streams/grammar", true],
  ["packages/contracts/src/a.ts", "@parley/client", false],
  ["packages/clock/src/a.ts", "@parley/tooling/vitest", true],
  ["packages/clock/src/a.ts", "@parley/contracts", false],
  ["packages/clock/src/a.ts", "@parley/client", false],
  ["packages/contracts/src/a.ts", "@parley/clock", false],
  ["packages/client/src/a.ts", "@parley/clock", true],
  ["packages/client/src/a.ts", "@parley/contracts", true],
  ["packages/client/src/a.ts", "@parley/server", false],
  ["packages/server/src/a.ts", "@parley/clock", true],
  ["packages/server/src/a.ts", "@parley/clock/manual", true],
  ["packages/server/src/a.ts", "@parley/contracts/chatzy/validators", true],
  ["packages/server/src/a.ts", "@parley/client", false],
  ["packages/server/src/a.ts", "@parley/client/sse", false],
  ["packages/fourth-api/src/a.ts", "@parley/client", true],
  ["packages/fourth-api/src/a.ts", "@parley/contracts/fourth-api", true],
  ["packages/fourth-api/src/a.test.ts", "@parley/clock/manual", true],
  ["packages/fourth-api/src/a.ts", "@parley/clock", false],
  ["packages/fourth-api/src/a.ts", "@parley/server", false],
  ["packages/fourth-api/src/a.ts", "@parley/mock", false],
  ["packages/fourth-api/src/a.ts", "../../../apps/mock/src/index.ts", false],
  ["packages/fourth-api/src/a.ts", "../../server/src/index.ts", false],
  ["packages/fourth-api/src/a.ts", "./other.ts", true],
  ["packages/theme/src/a.ts", "@parley/samples", false],
  ["packages/samples/src/a.ts", "@parley/contracts/document", true],
  ["packages/samples/src/a.ts", "@parley/theme/page", false],
  ["packages/live/src/a.ts", "@parley/contracts/bundle", true],
  ["packages/live/src/a.ts", "@parley/samples", false],
  ["packages/conformance/src/a.ts", "@parley/streams/transcript", true],
  ["packages/conformance/src/a.ts", "@parley/clock", true],
  ["packages/conformance/src/a.ts", "@parley/server", false],
  ["packages/sandbox/src/a.ts", "@parley/server", true],
  ["packages/sandbox/src/a.ts", "@parley/client", false],
  ["apps/mock/src/a.ts", "@parley/conformance", true],
  ["apps/mock/src/a.ts", "@parley/theme/page", true],
  ["apps/mock/src/a.ts", "@parley/docs", false],
  ["apps/mock/src/a.ts", "../../docs/src/main.ts", false],
  ["apps/docs/src/a.test.ts", "@parley/tooling/browser", true],
];

let folder = "";

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "parley-layers-"));
  const config = JSON.parse(await readFile(join(root, ".biome.json"), "utf8")) as object;
  await writeFile(join(folder, ".biome.json"), JSON.stringify({ ...config, vcs: { enabled: false } }));
});

afterAll(() => rm(folder, { recursive: true }));

test.each(arrows)("%s imports %s: %s", async (file, specifier, isAllowed) => {
  const path = join(folder, file);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, `export { a } from "${specifier}";\n`);
  const output = await new Promise<string>((resolve) => {
    const parameters = [biome, "lint", "--only=style/noRestrictedImports", path];
    execFile(process.execPath, parameters, { cwd: folder }, (_error, stdout, stderr) => resolve(stdout + stderr));
  });
  expect(output).toContain("Checked 1 file");
  expect(output.includes("imports follow the layers")).toBe(!isAllowed);
});
