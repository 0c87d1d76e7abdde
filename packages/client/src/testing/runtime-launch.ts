/** How each kind of runtime is made to run the suite. */

import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type Program, runProgram } from "@parley/tooling/runtimes";

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
export async function launch(program: Program, { files, parameters }: Launch, folder: string, origin: string) {
  for (const [name, text] of Object.entries(files(origin))) await writeFile(join(folder, name), text);
  return runProgram(program, { parameters: parameters(folder, origin), folder });
}
