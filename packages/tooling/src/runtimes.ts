/** The runtimes that tests run in: finds their programs, which come as packages, and runs them. */

import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { howToRunAll, leavesNothingOut } from "./left-out.ts";

/** A program, or why there is none. */
export type Program =
  | { readonly path: string; readonly missing?: never }
  | { readonly path?: never; readonly missing: string };

/** Finds what is installed in a folder beside the sources: the workspace does without the other runtimes. */
const require = createRequire(new URL("../runtimes/package.json", import.meta.url));
const suffix = process.platform === "win32" ? ".exe" : "";

/** Milliseconds after which a program is ended, whatever it does. */
const patience = 50_000;

/** Every runtime, by its name. */
export const runtimes = {
  "Node 20": findNode("node20"),
  "Node 22": findNode("node22"),
  "Node 24": findNode("node", createRequire(import.meta.url)),
  Deno: findNative("deno"),
  Bun: findNative("bun"),
  workerd: findNative("workerd"),
} as const satisfies Readonly<Record<string, Program>>;

/** Name of a runtime. */
export type RuntimeName = keyof typeof runtimes;

/** Why the tests of a program are left out; where nothing may be, and every runtime exists, none is. */
export function reasonToSkip(
  { missing }: Program,
  { platform, arch }: { readonly platform: string; readonly arch: string } = process,
): string | undefined {
  const isNeeded = leavesNothingOut() && platform === "linux" && arch === "x64";
  return isNeeded ? undefined : missing;
}

/** What is run. */
export interface Run {
  readonly parameters: readonly string[];
  /** The folder that it is run in. */
  readonly folder: string;
}

/**
 * Runs a program to its end and gives what it printed.
 *
 * @throws Error with the output when there is no program, and when it fails.
 */
export async function runProgram({ path, missing }: Program, { parameters, folder }: Run): Promise<string> {
  if (path === undefined) throw new Error(missing);
  return new Promise((resolve, reject) => {
    execFile(path, parameters, { cwd: folder, timeout: patience }, (error, stdout, stderr) => {
      if (error) reject(new Error(`${error.message}\n${stdout}${stderr}`, { cause: error }));
      else resolve(stdout);
    });
  });
}

/** A program that runs. */
export interface RunningProgram {
  /** What the pattern matched. */
  readonly ready: RegExpExecArray;
  /** Ends it and waits for that. */
  stop(): Promise<void>;
}

/**
 * Starts a program and waits until what it prints, on either stream, matches a pattern.
 *
 * @throws Error with the output when there is no program, and when it ends before.
 */
export async function startProgram(
  { path, missing }: Program,
  { parameters, folder, ready }: Run & { readonly ready: RegExp },
): Promise<RunningProgram> {
  if (path === undefined) throw new Error(missing);
  const child = spawn(path, parameters, { cwd: folder, stdio: ["ignore", "pipe", "pipe"], timeout: patience });
  // A test run that is stopped takes its programs along.
  const kill = () => child.kill("SIGKILL");
  process.once("exit", kill);
  const closed = once(child, "close").finally(() => process.off("exit", kill));
  let output = "";
  const match = await new Promise<RegExpExecArray>((resolve, reject) => {
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding("utf8").on("data", (text: string) => {
        output += text;
        const found = ready.exec(output);
        if (found) resolve(found);
      });
    }
    closed.then(() => reject(new Error(`${path} ended before it was ready\n${output}`)), reject);
  });
  return {
    ready: match,
    async stop() {
      child.kill("SIGKILL");
      await closed;
    },
  };
}

/** Finds the Node of a package that brings one. */
function findNode(packageName: string, { resolve } = require): Program {
  const folder = folderOf(packageName, resolve);
  if (folder === undefined) return notInstalled(packageName);
  const path = join(folder, "bin", `node${suffix}`);
  return existsSync(path) ? { path } : { missing: `${packageName} brings no program for this platform` };
}

/** Finds the program of a package that has one package for each platform among its optional dependencies. */
function findNative(packageName: string): Program {
  const home = folderOf(packageName, require.resolve);
  if (home === undefined) return notInstalled(packageName);
  const manifest = join(home, "package.json");
  const { optionalDependencies } = JSON.parse(readFileSync(manifest, "utf8")) as {
    optionalDependencies: Readonly<Record<string, string>>;
  };
  const { resolve } = createRequire(manifest);
  const path = Object.keys(optionalDependencies)
    .flatMap((name) => folderOf(name, resolve) ?? [])
    .flatMap((folder) => [join(folder, "bin", packageName + suffix), join(folder, packageName + suffix)])
    .find(existsSync);
  return path === undefined ? { missing: `${packageName} has no program for this platform` } : { path };
}

function notInstalled(packageName: string): Program {
  return { missing: `${packageName} is not installed; ${howToRunAll}` };
}

/** The folder of a package, unless it is not installed: of platforms only the package of this one is. */
function folderOf(packageName: string, resolve: (id: string) => string): string | undefined {
  try {
    return dirname(resolve(`${packageName}/package.json`));
  } catch {
    return undefined;
  }
}
