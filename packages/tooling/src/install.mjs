// Installs from a lock file with the pnpm that package.json names, on a machine with nothing but Node and npm.

import { createHash } from "node:crypto";
import { existsSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { CommandError } from "./options.mjs";
import { listPackages, root } from "./packages.mjs";
import { run } from "./run.mjs";

/**
 * @typedef {object} Installation
 * @property {string} folder
 * @property {readonly string[]} files - What decides what is installed, relative to the folder.
 */

const files = ["package.json", "pnpm-lock.yaml", "pnpm-workspace.yaml"];

/** @type {Installation} */
export const workspace = {
  folder: root,
  files: [...files, ...listPackages().map(({ folder }) => `${folder}/package.json`)],
};

/**
 * The runtimes that some tests run in. They are no part of the workspace, because whoever wants the mock does not want
 * 600 MB of them.
 *
 * @type {Installation}
 */
export const runtimes = { folder: fileURLToPath(new URL("../runtimes/", import.meta.url)), files };

/** @param {Installation} installation */
export function isInstalled(installation) {
  const stamp = stampOf(installation);
  return existsSync(stamp) && readFileSync(stamp, "utf8") === keyOf(installation);
}

/**
 * Installs what is not installed yet. It says nothing unless the registry does not answer.
 *
 * @param {Installation} installation
 * @param {NodeJS.ProcessEnv} environment
 * @throws {CommandError} with what pnpm says, when it fails.
 */
export async function install(installation, environment) {
  rmSync(stampOf(installation), { force: true });
  const [program, ...parameters] = pnpm();
  parameters.push("--dir", installation.folder, "install", "--frozen-lockfile", "--config.confirm-modules-purge=false");
  /** @type {string[]} */
  const lines = [];
  const code = await run(program, parameters, {
    // The root refuses npm as its installer, so npm is called from a folder below it.
    cwd: fileURLToPath(new URL("../", import.meta.url)),
    env: environment,
    shell: process.platform === "win32" && program === "npm",
    onLine: (line) => {
      if (!/^Progress: |^\++$|Unknown env config|Failed to create bin/.test(line)) lines.push(line);
      if (/retr(?:y|ies)/.test(line)) console.error(line);
    },
  });
  if (code !== 0) throw new CommandError(`The installation failed.\n${lines.join("\n")}`);
  markInstalled(installation);
}

/**
 * Notes that what the manifests say is installed; tests note it of their own workspaces.
 *
 * @public
 * @param {Installation} installation
 */
export function markInstalled(installation) {
  writeFileSync(stampOf(installation), keyOf(installation));
}

/** @param {Installation} installation */
function stampOf({ folder }) {
  return join(folder, "node_modules", ".parley-installed");
}

/**
 * Changes when anything that decides what is installed does.
 *
 * @param {Installation} installation
 */
function keyOf({ folder, files }) {
  const hash = createHash("sha256").update(`${process.platform} ${process.arch}`);
  for (const file of files) hash.update(file).update(readFileSync(join(folder, file)));
  return hash.digest("hex");
}

/**
 * The pnpm that is installed, or npm that brings it.
 *
 * @returns {[program: string, ...parameters: string[]]}
 */
function pnpm() {
  const { packageManager } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  const installed = join(root, "node_modules", "pnpm");
  if (existsSync(join(installed, "package.json"))) {
    const { name, version } = JSON.parse(readFileSync(join(installed, "package.json"), "utf8"));
    if (`${name}@${version}` === packageManager) return [process.execPath, join(installed, "bin", "pnpm.cjs")];
  }
  const bring = ["exec", "--yes", "--", packageManager];
  const { npm_execpath: npm = "" } = process.env;
  return npm.endsWith("npm-cli.js") ? [process.execPath, npm, ...bring] : ["npm", ...bring];
}

/** Makes `npx parley` run the command line; as a dependency of the root it would be in npm's way. */
export function linkCommand() {
  const bin = join(root, "node_modules", ".bin");
  const script = "packages/cli/src/bin.mjs";
  if (process.platform === "win32") {
    writeFileSync(join(bin, "parley.cmd"), `@node "%~dp0\\..\\..\\${script.replaceAll("/", "\\")}" %*\r\n`);
    return;
  }
  rmSync(join(bin, "parley"), { force: true });
  symlinkSync(join("..", "..", script), join(bin, "parley"));
}
