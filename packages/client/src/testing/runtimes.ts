/** The runtimes that the client is tested in beside this one: programs that come as packages. */

import { execFile } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

/** A program, or why there is none. */
export type Program =
  | { readonly path: string; readonly missing?: never }
  | { readonly path?: never; readonly missing: string };

const require = createRequire(import.meta.url);
const suffix = process.platform === "win32" ? ".exe" : "";

/** Finds the Node of a package that brings one. */
export function findNode(packageName: string): Program {
  const path = join(dirname(require.resolve(`${packageName}/package.json`)), "bin", `node${suffix}`);
  return existsSync(path) ? { path } : { missing: `${packageName} brings no program for this platform` };
}

/** Finds the program of a package that has one package for each platform among its optional dependencies. */
export function findNative(packageName: string): Program {
  const manifest = require.resolve(`${packageName}/package.json`);
  const { optionalDependencies } = JSON.parse(readFileSync(manifest, "utf8")) as {
    optionalDependencies: Readonly<Record<string, string>>;
  };
  const { resolve } = createRequire(manifest);
  const path = Object.keys(optionalDependencies)
    .flatMap((name) => folderOf(name, resolve))
    .flatMap((folder) => [join(folder, "bin", packageName + suffix), join(folder, packageName + suffix)])
    .find(existsSync);
  return path === undefined ? { missing: `${packageName} has no program for this platform` } : { path };
}

function folderOf(packageName: string, resolve: (id: string) => string): string[] {
  try {
    return [dirname(resolve(`${packageName}/package.json`))];
  } catch {
    // Only the package of this platform is installed.
    return [];
  }
}

/** How the suite is started in a kind of runtime: files beside `suite.js`, and the parameters of the program. */
export interface Launch {
  readonly files: (origin: string) => Readonly<Record<string, string>>;
  readonly parameters: (folder: string, origin: string) => readonly string[];
}

/** Node, Bun and Deno run a module that prints. */
export function launchModule(...parameters: readonly ((origin: string) => string)[]): Launch {
  return {
    files: (origin) => ({
      "main.mjs": `import { runSuite } from "./suite.js";\nconsole.log(JSON.stringify(await runSuite("${origin}")));\n`,
    }),
    parameters: (folder, origin) => [...parameters.map((create) => create(origin)), join(folder, "main.mjs")],
  };
}

/** workerd runs a worker whose `test` handler prints. */
export const launchWorker: Launch = {
  files: (origin) => ({
    "worker.mjs": `import { runSuite } from "./suite.js";
export default { async test() { console.log(JSON.stringify(await runSuite("${origin}"))); } };
`,
    "config.capnp": `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [
    (name = "main", worker = (
      modules = [
        (name = "worker.mjs", esModule = embed "worker.mjs"),
        (name = "suite.js", esModule = embed "suite.js"),
      ],
      compatibilityDate = "2025-01-01",
    )),
    (name = "internet", network = (allow = ["local", "private"])),
  ],
);
`,
  }),
  parameters: (folder) => ["test", join(folder, "config.capnp")],
};

/**
 * Runs the suite in a program and gives what it printed.
 *
 * @param folder - Has `suite.js`; each program wants one of its own.
 * @throws Error with the output when the program fails.
 */
export async function launch(program: string, { files, parameters }: Launch, folder: string, origin: string) {
  for (const [name, text] of Object.entries(files(origin))) await writeFile(join(folder, name), text);
  return new Promise<string>((resolve, reject) => {
    execFile(program, parameters(folder, origin), { cwd: folder, timeout: 50_000 }, (error, stdout, stderr) => {
      if (error) reject(new Error(`${error.message}\n${stdout}${stderr}`, { cause: error }));
      else resolve(stdout);
    });
  });
}
