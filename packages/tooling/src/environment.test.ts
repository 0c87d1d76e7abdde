/** What people set in their environment reaches the tasks: a workspace of one package prints what its scripts get. */

import { readFileSync } from "node:fs";
import { cp, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { passedOn } from "./environment.mjs";
import { root } from "./published.ts";
import { runTool } from "./run-tool.ts";

const turbo = join(root, "node_modules/turbo/bin/turbo");
const tasks = ["generate", "build", "typecheck", "lint", "size", "test"];
/** One variable for each name that is passed on, with what no other variable holds. */
const set = Object.fromEntries(passedOn.map((name, index) => [name.replace("*", "some_thing"), `value-${index}`]));

let folder = "";

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "parley-environment-"));
  const probe = join(folder, "packages/probe");
  await mkdir(probe, { recursive: true });
  await cp(join(root, "turbo.json"), join(folder, "turbo.json"));
  const { packageManager } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { packageManager: string };
  await writeFile(join(folder, "package.json"), JSON.stringify({ private: true, packageManager }));
  await writeFile(join(folder, "pnpm-workspace.yaml"), 'packages: ["packages/*"]\n');
  await writeFile(join(folder, "pnpm-lock.yaml"), 'lockfileVersion: "9.0"\n');
  await writeFile(join(probe, "print.mjs"), "console.log(JSON.stringify(process.env));\n");
  const scripts = Object.fromEntries(tasks.map((task) => [task, "node print.mjs"]));
  await writeFile(join(probe, "package.json"), JSON.stringify({ name: "probe", scripts }));
});

afterAll(() => rm(folder, { recursive: true }));

test("turbo.json passes on the names of the list, and no other", () => {
  const { globalPassThroughEnv } = JSON.parse(readFileSync(join(root, "turbo.json"), "utf8")) as {
    globalPassThroughEnv: readonly string[];
  };
  expect(globalPassThroughEnv).toEqual(passedOn);
});

test.each(tasks)("the task %s gets them", async (task) => {
  const parameters = [turbo, "run", task, "--only", "--force", "--log-prefix=none", "--output-logs=full"];
  const output = await runTool(process.execPath, parameters, folder, { ...process.env, ...set });
  const [printed = "{}"] = output.split("\n").filter((line) => line.startsWith("{"));
  expect(JSON.parse(printed)).toEqual(expect.objectContaining(set));
});
