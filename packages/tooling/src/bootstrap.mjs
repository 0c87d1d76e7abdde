// First step of `npm start` and `npm test` on any machine with Node 20 or newer and npm: checks Node, brings pnpm,
// installs from the frozen lock file, and goes on with the Node version that the project brings. No dependencies.

import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../../", import.meta.url));
const oldestNode = 20;
const stamp = join(root, "node_modules", ".parley-installed");
const environment = {
  ...process.env,
  DO_NOT_TRACK: "1",
  TURBO_TELEMETRY_DISABLED: "1",
  REDOCLY_TELEMETRY: "off",
  REDOCLY_SUPPRESS_UPDATE_NOTICE: "true",
};

/** Steps of each command, as parameters of Node; the caller's parameters go to the last one. */
const turbo = "node_modules/turbo/bin/turbo";
const commands = {
  start: [
    {
      say: "Generating from the contracts",
      run: [turbo, "run", "build", "--filter=./apps/*", "--output-logs=errors-only"],
    },
    { say: "Starting", run: ["packages/tooling/src/start.ts"] },
  ],
  test: [{ say: "Testing", run: [turbo, "run", "test", "--concurrency=2", "--output-logs=new-only"] }],
};

function say(text) {
  console.log(`[parley] ${text}`);
}

function fail(text) {
  console.error(`[parley] ${text}`);
  process.exit(1);
}

/** Runs a program to its end; Ctrl-C reaches it through the terminal, so this process only waits. */
function run(program, parameters, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, parameters, { cwd: root, env: environment, stdio: "inherit", ...options });
    const relay = (signal) => child.kill(signal);
    for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, relay);
    child.on("error", reject);
    child.on("close", (code, signal) => {
      for (const name of ["SIGINT", "SIGTERM"]) process.off(name, relay);
      resolve(signal ? 1 : (code ?? 1));
    });
  });
}

/** Changes when anything that decides what is installed does. */
function installationKey() {
  const folders = ["packages", "apps"].flatMap(subfolders);
  const files = [
    "package.json",
    "pnpm-lock.yaml",
    "pnpm-workspace.yaml",
    ...folders.map((name) => `${name}/package.json`),
  ];
  const hash = createHash("sha256").update(`${process.platform} ${process.arch}`);
  for (const file of files) {
    if (existsSync(join(root, file))) hash.update(file).update(readFileSync(join(root, file)));
  }
  return hash.digest("hex");
}

function subfolders(folder) {
  if (!existsSync(join(root, folder))) return [];
  return readdirSync(join(root, folder)).map((name) => `${folder}/${name}`);
}

async function install() {
  const key = installationKey();
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === key) return;
  rmSync(stamp, { force: true });
  const { packageManager } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  say(`Installing with ${packageManager} from the lock file (the first time takes about half a minute)`);
  const npm = process.env.npm_execpath;
  const npx = ["exec", "--yes", "--", packageManager, "--dir", root, "install", "--frozen-lockfile"];
  // The root refuses npm as its installer, so npm is called from a folder below it.
  const options = { cwd: fileURLToPath(new URL("../", import.meta.url)) };
  const code = npm?.endsWith("npm-cli.js")
    ? await run(process.execPath, [npm, ...npx], options)
    : await run("npm", npx, { ...options, shell: process.platform === "win32" });
  if (code !== 0) fail("The installation failed; the lines above say why.");
  linkCommand();
  writeFileSync(stamp, key);
}

/** Makes `npx parley` run the command line; as a dependency of the root it would be in npm's way. */
function linkCommand() {
  const bin = join(root, "node_modules", ".bin");
  const script = "packages/cli/src/bin.mjs";
  if (process.platform === "win32") {
    writeFileSync(join(bin, "parley.cmd"), `@node "%~dp0\\..\\..\\${script.replaceAll("/", "\\")}" %*\r\n`);
    return;
  }
  rmSync(join(bin, "parley"), { force: true });
  symlinkSync(join("..", "..", script), join(bin, "parley"));
}

async function main() {
  const [name, ...parameters] = process.argv.slice(2);
  const steps = commands[name];
  if (!steps) fail(`Unknown command "${name}"; there are ${Object.keys(commands).join(", ")}.`);
  const major = Number(process.versions.node.split(".")[0]);
  if (major < oldestNode) fail(`Node ${oldestNode} or newer is needed; this is ${process.version}.`);

  await install();
  const bin = join(root, "node_modules", "node", "bin");
  environment.PATH = [join(root, "node_modules", ".bin"), bin, process.env.PATH].join(delimiter);
  const node = join(bin, process.platform === "win32" ? "node.exe" : "node");
  for (const [index, step] of steps.entries()) {
    say(step.say);
    const own = index === steps.length - 1 ? parameters : [];
    const code = await run(node, [...step.run, ...own]);
    if (code !== 0) process.exit(code);
  }
}

await main();
