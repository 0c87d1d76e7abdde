/** Runs the linter as people do. */

import { spawnSync } from "node:child_process";
import { createRequire } from "node:module";
import { join } from "node:path";

const redocly = join(createRequire(import.meta.url).resolve("@redocly/cli/package.json"), "../bin/cli.js");

/** What a command of @redocly/cli prints in a folder. */
export function runRedocly(folder: string, ...parameters: string[]): { stdout: string; stderr: string } {
  return spawnSync(process.execPath, [redocly, ...parameters], {
    cwd: folder,
    encoding: "utf8",
    env: { ...process.env, REDOCLY_TELEMETRY: "off", REDOCLY_SUPPRESS_UPDATE_NOTICE: "true", NO_COLOR: "1" },
  });
}
