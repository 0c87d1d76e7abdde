// The commands of the root: what each is called with, its help, and the programs that it is made of. Plain JavaScript,
// because help and wrong options are answered before anything is installed.

import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { helpOption, readPortBase, serverOptions } from "./options.mjs";
import { root, selectPackages } from "./packages.mjs";

/**
 * @typedef {object} Step
 * @property {string[]} run - Parameters of Node; the program is relative to the root.
 * @property {string} [say] - What is printed before.
 * @property {boolean} [keepsFolder] - Whether it runs where the command was called, and not in the root.
 *
 * @typedef {object} RootCommand
 * @property {string} typed - What a person types for it.
 * @property {NonNullable<import("node:util").ParseArgsConfig["options"]>} [options] - Read before anything is done; a
 *   program without them reads what it gets.
 * @property {boolean} [takesNames] - Whether there may be something besides options.
 * @property {(names: readonly string[], values: Readonly<Record<string, unknown>>) => void} [check] - Refuses what it
 *   cannot be called with.
 * @property {string} [usage] - The help; a program without has one of its own.
 * @property {Step[]} [before]
 * @property {Step} program - It gets what was typed after the command.
 * @property {Step[]} [after] - What is run when the program has ended well.
 */

/** Runs tasks, and prints only what fails. */
const tasks = "packages/tooling/src/tasks.ts";

/** What every server is called with. */
const server = {
  options: serverOptions,
  /** @type {NonNullable<RootCommand["check"]>} */
  check: (_names, values) => void readPortBase(String(values["port-base"])),
};

/**
 * What the server of an app is called with; the app tells it.
 *
 * @param {string} app - Its folder.
 * @returns {Promise<Pick<RootCommand, "usage" | "options" | "check">>}
 */
async function describe(app) {
  const { usage, options } = await import(pathToFileURL(join(root, app, "src/usage.mjs")).href);
  return { usage, ...server, options: { ...serverOptions, ...options } };
}

const optionsOfServers = `Options:
  --port-base <n>  First port; the reference pages listen on it, the sandbox on n + 10, the mocks from n + 11 on.
                   Default 4000, or the environment variable PARLEY_PORT_BASE; 0 takes free ports.
  --help           Show this text.`;

/** @satisfies {Readonly<Record<string, RootCommand>>} */
export const commands = {
  start: {
    typed: "npm start --",
    usage: `Start Parley: the sandbox, a mock of every contract and the reference pages. Installs what is needed first.

Usage: npm start -- [options]

${optionsOfServers}

Ctrl-C stops. Saving a file in spec/ reloads its mock and its reference page; each request to a mock or the sandbox is one line here.
`,
    ...server,
    before: [{ say: "Generating from the contracts", run: [tasks, "build", "--filter=./apps/*"] }],
    program: { say: "Starting", run: ["packages/tooling/src/start.ts"] },
  },
  test: {
    typed: "npm test --",
    usage: `Test the packages. What has passed and has not changed since is not run again.

Usage: npm test -- [package or file ...] [options]

  conformance                           A package by its name, with or without @parley/, or its folder.
  packages/server/src/serve.test.ts     A file of tests.

Options:
  --name <pattern>  Only tests whose names match this regular expression.
  --all             Leave nothing out: install the other runtimes (Node 20, Node 22, Deno, Bun, workerd; about 600 MB)
                    and, on Debian as root, Chromium. With CI=true in the environment it is always so.
  --bail            Stop after the first package that fails.
  --force           Run again what has passed.
  --list            Name the packages that would be tested, and run nothing.
  --help            Show this text.

One line is printed for each package, then everything that its tools said of each that failed.

Examples:
  npm test -- conformance
  npm test -- packages/server/src/serve.test.ts --name "a body"
`,
    options: {
      all: { type: "boolean", default: false },
      bail: { type: "boolean", default: false },
      force: { type: "boolean", default: false },
      list: { type: "boolean", default: false },
      name: { type: "string" },
      ...helpOption,
    },
    takesNames: true,
    check: (names) => void selectPackages(names, "test"),
    program: { run: ["packages/tooling/src/test.ts"] },
  },
  check: {
    typed: "npm run check --",
    usage: `Check everything that is not a test: format and lint, contracts, types, sizes of the published packages, dead code.
Every tool runs, also after one has found something; one line is printed for each, and what it found.

Usage: npm run check
`,
    options: helpOption,
    program: { run: ["packages/tooling/src/check.ts"] },
  },
  format: {
    typed: "npm run format --",
    usage: `Format every file, and mend what the linter can mend.

Usage: npm run format
`,
    options: helpOption,
    program: { run: ["node_modules/@biomejs/biome/bin/biome", "check", "--write", "."] },
  },
  generate: {
    typed: "npm run generate --",
    usage: `Generate from the contracts: documents, types, tables and validators, into packages/contracts/generated.

Usage: npm run generate
`,
    options: helpOption,
    program: { say: "Generating from the contracts", run: [tasks, "generate"] },
  },
  mock: {
    typed: "npm run mock --",
    ...(await describe("apps/mock")),
    program: { run: ["apps/mock/src/main.ts"] },
  },
  sandbox: {
    typed: "npm run sandbox --",
    ...(await describe("apps/sandbox")),
    before: [{ say: "Generating from the contracts", run: [tasks, "generate"] }],
    program: { run: ["--conditions=@parley/source", "apps/sandbox/src/main.ts"] },
  },
  docs: {
    typed: "npm run docs --",
    ...(await describe("apps/docs")),
    before: [{ say: "Building the reference pages", run: [tasks, "build", "--filter=@parley/docs"] }],
    program: { run: ["apps/docs/src/main.ts"] },
  },
  bench: {
    typed: "npm run bench --",
    usage: `Measure: sizes, speeds, times to start, memory. It takes several minutes; close what else is running.

Usage: npm run bench -- [package ...] [options]

  client         Only the figures of this package.

Options:
  --clean-clone  Also time npm test in a clean clone.
  --list         Name the figures, and measure nothing.
  --help         Show this text.
`,
    options: {
      "clean-clone": { type: "boolean", default: false },
      list: { type: "boolean", default: false },
      ...helpOption,
    },
    takesNames: true,
    check: (names) => void selectPackages(names, "bench"),
    program: { run: ["packages/tooling/src/run-benches.ts"] },
  },
  parley: {
    typed: "npx parley",
    program: { run: ["--conditions=@parley/source", join(root, "packages/cli/src/main.ts")], keepsFolder: true },
    after: [{ say: "Generating what a stub runs with", run: [tasks, "generate"] }],
  },
};
