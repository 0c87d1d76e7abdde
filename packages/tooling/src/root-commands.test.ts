/** The commands of the root, in a tree as it is cloned and in one where packages fail. */

import { existsSync, readFileSync } from "node:fs";
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { commands } from "./commands.mjs";
import { root } from "./packages.mjs";
import { paste } from "./testing/shell.ts";
import { makeWorkspace, type TestWorkspace } from "./testing/workspace.ts";

const names = Object.keys(commands);
const { scripts } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { scripts: Record<string, string> };

test("every script of the root is one of them", () => {
  expect(scripts).toEqual(Object.fromEntries(names.map((name) => [name, `node ${bootstrap} ${name}`])));
});

const bootstrap = "packages/tooling/src/bootstrap.mjs";

describe("where nothing is installed", () => {
  let workspace: TestWorkspace;

  beforeAll(async () => {
    workspace = await makeWorkspace({ "packages/alpha/package.json": alpha({}) }, { isInstalled: false });
  });

  afterAll(() => workspace.remove());

  const described = names.filter((name) => name !== "parley");

  test.each(described)("%s answers --help at once, and names what to type", async (name) => {
    const { code, text } = await paste(`node ${bootstrap} ${name} --help`, workspace.folder);
    expect([code, text]).toEqual([0, expect.stringMatching(/^[A-Z][\s\S]*\nUsage: npm (?:run )?\w+/)]);
    expect(text).not.toContain("pnpm");
  });

  test.each([
    ...described.map((name) => [name, "--bogus", "Unknown option '--bogus'."]),
    ["start", "extra", "Unexpected argument 'extra'."],
    ["start", "--port-base x", '--port-base must be a whole number from 0 to 65000; got "x".'],
    ["test", "nothing", 'There is no package and no file "nothing". The packages are alpha.'],
    ["test", "--name", "Option '--name <value>' argument missing."],
    ["bench", "alpha", 'There is no package and no file "alpha". The packages are .'],
    ["nonsense", "", "There is no such command."],
  ])("%s %s is refused at once, in one line", async (name, parameter, sentence) => {
    const { code, text } = await paste(`node ${bootstrap} ${name} ${parameter}`, workspace.folder);
    expect([code, text.split("\n")]).toEqual([1, [expect.stringContaining(`${name}: ${sentence}`), ""]]);
  });

  test("nothing is installed or built by all that", () => {
    const made = ["node_modules", ".turbo", "packages/alpha/.turbo"].filter((path) =>
      existsSync(join(workspace.folder, path)),
    );
    expect(made).toEqual([]);
  });
});

/** The manifest of a package of a test. */
function alpha(scripts: Readonly<Record<string, string>>, name = "alpha"): string {
  return `${JSON.stringify({ name: `@parley/${name}`, type: "module", scripts: { test: "node src/run.ts", ...scripts } })}\n`;
}

/** A program that prints what Vitest does, and counts its runs in a file. */
function tests(says: string, summary: string, code: number): string {
  const lines = [says, " Test Files  1 file", `      Tests  ${summary}`, "   Duration  1.25s (tests 90%)"];
  return `console.log(${JSON.stringify(lines.join("\n"))});\nprocess.exitCode = ${code};\n`;
}

describe("npm test where packages fail", () => {
  let workspace: TestWorkspace;
  /** More than one screen of it. */
  const failure = Array.from({ length: 300 }, (_, index) => `what went wrong, line ${index}`).join("\n");

  beforeAll(async () => {
    workspace = await makeWorkspace({
      "packages/alpha/package.json": alpha({}),
      "packages/alpha/src/run.ts": tests(failure, "2 failed | 5 passed (7)", 1).replace("1 file", "1 failed (1)"),
      "packages/beta/package.json": alpha({}, "beta"),
      "packages/beta/src/run.ts": tests("all well", "7 passed | 1 skipped (8)", 0),
      "packages/gamma/package.json": alpha({ build: "node src/build.ts" }, "gamma"),
      "packages/gamma/src/build.ts": 'throw new Error("cannot be built");\n',
      "packages/gamma/src/run.ts": tests("never", "1 passed (1)", 0),
      "packages/delta/package.json": alpha({}, "delta"),
      "packages/delta/src/run.ts": 'throw new Error("no test began");\n',
      "packages/omega/package.json": alpha({}, "omega"),
      "packages/omega/src/run.ts": tests("fine", "3 passed (3)", 7),
    });
  });

  afterAll(() => workspace.remove());

  test("each has one line, the others go on, and what the failed ones said is there whole", async () => {
    const { code, text } = await paste("npm test", workspace.folder, { CHROME_PATH: process.execPath });
    expect(code).not.toBe(0);
    const lines = text.split("\n").filter((line) => /^(?:ok|FAILED) /.test(line));
    expect(lines.toSorted()).toEqual([
      "FAILED  @parley/alpha           2 failed, 5 passed, 1.25s",
      "FAILED  @parley/delta           ended before it said anything of its tests",
      "FAILED  @parley/gamma           was not tested, because of what failed before",
      "FAILED  @parley/omega           ended with an error after its tests",
      "ok      @parley/beta            7 passed, 1 left out, 1.25s",
      "ok      @parley/omega           3 passed, 1.25s",
    ]);
    expect(text).toContain(`--- @parley/alpha#test failed\n\n${failure}\n`);
    expect(text).toContain("cannot be built");
    expect(text).toContain("no test began");
    expect(text).toContain("Failed: @parley/alpha, @parley/delta, @parley/gamma, @parley/omega;");
    expect(text).toContain("npm test -- --all installs what is missing");
    expect(text).not.toContain("all well");
  });

  test("what has passed is not run again, and a package can be named", async () => {
    const { code, text } = await paste("npm test -- beta", workspace.folder, { CHROME_PATH: process.execPath });
    expect([code, text]).toEqual([
      0,
      expect.stringMatching(/\nok {6}@parley\/beta {12}7 passed, 1 left out, unchanged\n/),
    ]);
    expect(text).not.toContain("alpha");
  });
});

describe("npm run check where tools find something", () => {
  let workspace: TestWorkspace;

  beforeAll(async () => {
    workspace = await makeWorkspace({
      "packages/alpha/package.json": alpha({ lint: "node src/lint.js", typecheck: "node src/run.ts" }),
      "packages/alpha/src/lint.js": 'throw new Error("a finding of the contracts");\n',
      "packages/alpha/src/run.ts": "console.log( 'badly formatted' )",
      "packages/alpha/src/unused.ts": "export const unused = 1;\n",
    });
  });

  afterAll(() => workspace.remove());

  test("every tool runs and has one line, and what it found is there", async () => {
    const { code, text } = await paste("npm run check", workspace.folder);
    expect(code).toBe(1);
    expect(text.split("\n").filter((line) => /^(?:ok|FAILED) /.test(line))).toEqual([
      "FAILED  biome                   format and lint",
      "FAILED  lint                    contracts: 0 of 1 package",
      "ok      typecheck               types: 1 package",
      "ok      size                    sizes of what is published: 0 packages",
      "FAILED  knip                    dead code",
    ]);
    expect(text).toMatch(/packages\/alpha\/src\/run\.ts format/);
    expect(text).toContain("Error: a finding of the contracts");
    expect(text).toMatch(/Unused files[\s\S]*packages\/alpha\/src\/unused\.ts/);
  });
});

describe("npm install is refused at once, in plain words", () => {
  let folder = "";

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "parley-refused-"));
    for (const name of ["fresh", "installed"]) {
      await mkdir(join(folder, name));
      for (const file of ["package.json", ".npmrc"]) {
        await writeFile(join(folder, name, file), await readFile(join(root, file)));
      }
    }
    await symlink(join(root, "node_modules"), join(folder, "installed/node_modules"), "junction");
  });

  afterAll(() => rm(folder, { recursive: true }));

  test.each([
    ["npm install", "fresh"],
    ["npm install", "installed"],
    ["npm install left-pad", "installed"],
    ["npm update", "installed"],
    // Or a package of that name would be fetched, which is a stranger's.
    ["npx --yes parley --help", "fresh"],
  ])("%s in a tree that is %s", async (line, tree) => {
    // Nothing is written, and nobody is asked, should it ever be let in.
    const settings = { npm_config_dry_run: "true", npm_config_offline: "true" };
    const { code, text } = await paste(line, join(folder, tree), settings);
    expect(code).not.toBe(0);
    expect(text).toContain(
      "nothing is installed with npm here; run `npm start` or `npm test`, they install everything",
    );
  });
});
