/** Programs that the command line runs. */

import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const run = promisify(execFile);
const root = fileURLToPath(new URL("../../../", import.meta.url));
const isWindows = process.platform === "win32";

/** Builds `@parley/server` where its sources have changed. */
export async function buildServer(): Promise<void> {
  const parameters = ["run", "build", "--filter=@parley/server", "--output-logs=errors-only"];
  await run("turbo", parameters, { cwd: root, shell: isWindows });
}

/** Runs `npm install` in a folder; tells whether that went well. */
export async function install(folder: string): Promise<boolean> {
  return run("npm", ["install", "--no-audit", "--no-fund"], { cwd: folder, shell: isWindows }).then(
    () => true,
    () => false,
  );
}
