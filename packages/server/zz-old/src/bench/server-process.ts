/** Servers in processes of their own, and what they use. */

import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

/** What a process has used so far. */
export interface Usage {
  /** Processor time in microseconds, of all its threads. */
  readonly cpu: number;
  /** Resident memory in bytes. */
  readonly memory: number;
}

/** A running server. */
export interface ServerProcess {
  readonly port: number;
  usage(): Promise<Usage>;
  stop(): Promise<void>;
}

/** Starts a program that calls {@link announce}. */
export async function startServer(program: URL, ...parameters: readonly string[]): Promise<ServerProcess> {
  const child = fork(fileURLToPath(program), parameters, { stdio: ["ignore", "ignore", "inherit", "ipc"] });
  const [port] = (await once(child, "message")) as [number]; // what `announce` sends first
  return {
    port,
    async usage() {
      child.send("usage");
      const [usage] = await once(child, "message");
      return usage as Usage; // what `announce` answers
    },
    async stop() {
      child.kill();
      await once(child, "exit");
    },
  };
}

/** Tells the process that has started this one where it listens, and from then on what it uses. */
export function announce(port: number): void {
  process.on("message", () => {
    const { user, system } = process.cpuUsage();
    process.send?.({ cpu: user + system, memory: process.memoryUsage.rss() } satisfies Usage);
  });
  process.send?.(port);
}
