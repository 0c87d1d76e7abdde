/** Starts the mock of a contract as a process of its own, for tests of packages that do not know the apps. */

import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

/** A running mock. */
export interface RunningMock {
  readonly baseUrl: string;
  stop(): Promise<void>;
}

/** Starts the mock of a contract on a free port; resolves when it listens. */
export async function startMock(api: string): Promise<RunningMock> {
  const script = fileURLToPath(new URL("../../../apps/mock/src/main.ts", import.meta.url));
  const child = fork(script, ["--only", api, "--port-base", "0", "--pace", "0", "--quiet"], {
    execArgv: [],
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
  const [message] = (await once(child, "message")) as [{ ready: Record<string, number> }]; // what announce sends
  return {
    baseUrl: `http://127.0.0.1:${message.ready[api]}`,
    stop: async () => {
      child.kill("SIGTERM");
      if (child.exitCode === null) await once(child, "exit");
    },
  };
}
