/** Programs that the command line runs. */

import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { linkDependencies } from "./stub/link.ts";
import type { Installation } from "./stub/write.ts";

const run = promisify(execFile);
const root = fileURLToPath(new URL("../../../", import.meta.url));
const isWindows = process.platform === "win32";

/** Builds `@parley/server` where its sources have changed. */
export async function buildServer(): Promise<void> {
  const parameters = ["run", "build", "--filter=@parley/server", "--output-logs=errors-only"];
  await run("turbo", parameters, { cwd: root, shell: isWindows });
}

/** Runs `npm install` in a folder; where that does not work, which it says at once, what the checkout has is linked. */
export async function install(folder: string): Promise<Installation> {
  const parameters = ["install", "--no-audit", "--no-fund", "--fetch-retries=0"];
  return run("npm", parameters, { cwd: folder, shell: isWindows }).then(
    () => "installed",
    () =>
      linkDependencies(folder).then(
        () => "linked",
        () => "failed",
      ),
  );
}
