/** Runs programs to their end, for tests and scripts. */

import { execFile } from "node:child_process";

/**
 * Runs a program and gives what it printed on its standard output.
 *
 * @throws Error with the whole output when it fails.
 */
export function runTool(
  program: string,
  parameters: readonly string[],
  cwd: string,
  env: NodeJS.ProcessEnv = process.env,
): Promise<string> {
  // On Windows npm and pnpm are scripts.
  const shell = process.platform === "win32" && program !== process.execPath;
  return new Promise((resolve, reject) => {
    execFile(program, parameters, { cwd, env, shell, maxBuffer: 16_777_216 }, (error, stdout, stderr) => {
      if (error) reject(new Error(`${error.message}\n${stdout}${stderr}`, { cause: error }));
      else resolve(stdout);
    });
  });
}
