/** Runs the whole product: every server as a child process, one table of addresses, a clean end. */

import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { readOptions, runCommand, serverOptions } from "./command.ts";

const servers = ["docs", "sandbox", "mock"].map((app) => `../../../apps/${app}/src/main.ts`);

const children = new Set<ChildProcess>();

function stop(code: number): void {
  process.exitCode ||= code;
  for (const child of children) child.kill("SIGTERM");
}

/** A server that listens. */
interface Started {
  readonly child: ChildProcess;
  readonly ports: Readonly<Record<string, number>>;
  /** What a person needs to begin with it. */
  readonly text: string | undefined;
}

/** Starts a server and waits until it says where it listens; one that ends, having said why, ends all. */
function start(script: string, parameters: readonly string[]): Promise<Started> {
  return new Promise((resolve) => {
    const path = fileURLToPath(new URL(script, import.meta.url));
    // Packages of the workspace from their sources.
    const execArgv = ["--conditions=@parley/source"];
    const child = fork(path, [...parameters], { execArgv, stdio: ["ignore", "pipe", "inherit", "ipc"] });
    children.add(child);
    let isReady = false;
    child.stdout?.on("data", (text: Buffer) => {
      if (isReady) process.stdout.write(text);
    });
    child.once("message", (message) => {
      isReady = true;
      const { ready, text } = message as { ready: Record<string, number>; text?: string }; // what our servers send
      resolve({ child, ports: ready, text });
    });
    child.once("exit", (code) => {
      children.delete(child);
      stop(code ?? 0);
    });
  });
}

/** Tells the reference pages, which come first, where the mocks are, because their ports may be free ones. */
async function nameMocks([reference, , mocks]: readonly Started[]): Promise<void> {
  if (!reference) return;
  reference.child.send({ mocks: mocks?.ports ?? {} });
  await Promise.race([once(reference.child, "message"), once(reference.child, "exit")]);
}

async function main(): Promise<void> {
  const values = readOptions("npm start --", serverOptions);
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => stop(0));
  // Who reads the lines may leave, as a script does that waits for the addresses; the servers go on.
  process.stdout.on("error", () => {});
  const base = ["--port-base", values["port-base"]];
  const started = await Promise.all(servers.map((script) => start(script, base)));
  const addresses = started.flatMap(({ ports }) => Object.entries(ports));
  await nameMocks(started);
  const width = Math.max(...addresses.map(([name]) => name.length));
  console.log("\nParley is running. Ctrl-C stops it.\n");
  for (const [name, port] of addresses) console.log(`  ${name.padEnd(width)}  http://127.0.0.1:${port}`);
  for (const { text } of started) if (text !== undefined) console.log(text);
  console.log("\nSaving a file in spec/ reloads its mock and its reference page.\n");
}

runCommand("start", main);
