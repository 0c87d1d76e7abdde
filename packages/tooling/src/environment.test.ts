/** What people set in their environment reaches the tasks, and the opt-outs do, on every way in. */

import { readFileSync } from "node:fs";
import { mkdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { optOuts, passedOn } from "./environment.mjs";
import { root } from "./packages.mjs";
import { paste } from "./testing/shell.ts";
import { makeWorkspace, type TestWorkspace } from "./testing/workspace.ts";

/** What a star stands for here. */
const examples: Readonly<Record<string, string>> = {
  "PARLEY_*": "PARLEY_PORT_BASE",
  "NPM_CONFIG_*": "NPM_CONFIG_SOMETHING",
  "npm_config_*": "npm_config_something_else",
  "XDG_*": "XDG_CACHE_HOME",
  "LC_*": "LC_ALL",
};

/** Prints its environment where the test finds it, and counts as a server that has started. */
const print = `
import { appendFileSync } from "node:fs";
const task = process.send ? "server" : process.env.npm_lifecycle_event;
appendFileSync(process.env.PARLEY_PROBE, JSON.stringify({ task, environment: process.env }) + "\\n");
process.send?.({ ready: { probe: 1 } });
`;

let workspace: TestWorkspace;
let probe = "";
let set: Readonly<Record<string, string>> = {};

beforeAll(async () => {
  const manifest = (name: string, tasks: readonly string[]) => {
    const scripts = Object.fromEntries(tasks.map((task) => [task, "node src/main.ts"]));
    return JSON.stringify({ name, type: "module", scripts });
  };
  workspace = await makeWorkspace({
    "packages/probe/package.json": manifest("@parley/probe", [
      "generate",
      "build",
      "lint",
      "typecheck",
      "size",
      "test",
    ]),
    "packages/probe/src/main.ts": print,
    "apps/docs/package.json": manifest("@parley/docs", ["build"]),
    "apps/docs/src/main.ts": print,
    "apps/mock/package.json": manifest("@parley/mock", []),
    "apps/mock/src/main.ts": print,
    "apps/sandbox/package.json": manifest("@parley/sandbox-server", []),
    "apps/sandbox/src/main.ts": print,
  });
  const temporary = join(workspace.folder, "temporary");
  await mkdir(temporary);
  probe = join(temporary, "probe.jsonl");
  set = {
    ...Object.fromEntries(passedOn.map((name, index) => [examples[name] ?? name, `value-${index}`])),
    PARLEY_PORT_BASE: "0",
    PARLEY_PROBE: probe,
    NODE_COMPILE_CACHE: join(temporary, "compiled"),
    CHROME_PATH: process.execPath,
    TMPDIR: temporary,
  };
});

beforeEach(() => rm(probe, { force: true }));

afterAll(() => workspace.remove());

test("turbo.json passes on the names of the list, and no other", () => {
  const { globalPassThroughEnv } = JSON.parse(readFileSync(join(root, "turbo.json"), "utf8")) as {
    globalPassThroughEnv: readonly string[];
  };
  expect(globalPassThroughEnv).toEqual(passedOn);
});

test.each(["spec", "spec/workflows"])(
  "Redocly has its opt-out in %s too, for whoever calls it without a command",
  (folder) => {
    expect(readFileSync(join(root, folder, "redocly.yaml"), "utf8")).toMatch(/^telemetry: off$/m);
  },
);

/** Runs a line, and gives the environment of each task that it ran. */
async function environmentsOf(line: string): Promise<Map<string, NodeJS.ProcessEnv>> {
  await rm(join(workspace.folder, ".turbo"), { recursive: true, force: true });
  const { text } = await paste(line, workspace.folder, set);
  const printed = await readFile(probe, "utf8").catch((error: unknown) => expect.fail(`${error}\n${text}`));
  const lines = printed.trim().split("\n");
  const seen = lines.map((each) => JSON.parse(each) as { task: string; environment: NodeJS.ProcessEnv });
  return new Map(seen.map(({ task, environment }) => [task, environment]));
}

test.each([
  ["npm start", ["build", "server"]],
  ["npm test", ["build", "generate", "test"]],
  ["npm run check", ["build", "generate", "lint", "size", "typecheck"]],
  ["pnpm check", ["build", "generate", "lint", "size", "typecheck"]],
  ["npm run generate", ["generate"]],
  ["npm run docs", ["build", "docs"]],
  ["npm run mock", ["mock"]],
])("%s passes on what is set, and sets the opt-outs", async (line, tasks) => {
  const seen = await environmentsOf(line);
  expect([...seen.keys()].sort()).toEqual(tasks);
  for (const environment of seen.values()) expect(environment).toMatchObject({ ...set, ...optOuts });
});

test("a task that turbo is asked for by itself passes on what is set", async () => {
  const seen = await environmentsOf("npx turbo run lint");
  expect([...seen.keys()]).toEqual(["lint"]);
  expect(seen.get("lint")).toMatchObject(set);
});
