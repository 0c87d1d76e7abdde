/** Runs command lines as a person does who has opened a terminal. */

import { spawn } from "node:child_process";
import { once } from "node:events";

/** What became of a line. */
export interface Output {
  readonly code: number | null;
  /** What it printed, on either stream. */
  readonly text: string;
}

/** The environment of a person: without CI, and what our tests, npm, pnpm and turbo add. */
export function ownEnvironment(): NodeJS.ProcessEnv {
  const isAdded = (name: string) =>
    /^(?:CI$|PARLEY_TEST_|npm_|pnpm_|PNPM_SCRIPT|TURBO_HASH|TURBO_INVOCATION|INIT_CWD|NODE_PATH)/.test(name);
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !isAdded(name)));
}

/** Runs a line in a shell to its end. */
export async function paste(line: string, cwd: string, added: NodeJS.ProcessEnv = {}): Promise<Output> {
  const env = { ...ownEnvironment(), ...added };
  const child = spawn(line, { shell: true, cwd, env, stdio: ["ignore", "pipe", "pipe"] });
  let text = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (bytes: Buffer) => {
      text += bytes.toString();
    });
  }
  const [code] = (await once(child, "close")) as [number | null];
  return { code, text };
}
