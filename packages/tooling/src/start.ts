/** Runs the whole product: every server as a child process, one table of addresses, a clean end. */

import { type ChildProcess, fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import { readOptions, runCommand, serverOptions } from "./command.ts";

const servers = [
  { name: "reference", script: "../../../apps/docs/src/main.ts", parameters: [] },
  { name: "mock", script: "../../../apps/mock/src/main.ts", parameters: ["--quiet"] },
];

const children = new Set<ChildProcess>();

function stop(code: number): void {
  process.exitCode ||= code;
  for (const child of children) child.kill("SIGTERM");
}

/** Starts a server and waits until it says where it listens; one that ends, having said why, ends all. */
function start(script: string, parameters: readonly string[]): Promise<Record<string, number>> {
  return new Promise((resolve) => {
    const path = fileURLToPath(new URL(script, import.meta.url));
    const child = fork(path, [...parameters], { stdio: ["ignore", "pipe", "inherit", "ipc"] });
    children.add(child);
    let isReady = false;
    child.stdout?.on("data", (text: Buffer) => {
      if (isReady) process.stdout.write(text);
    });
    child.once("message", (message) => {
      isReady = true;
      resolve((message as { ready: Record<string, number> }).ready); // what our servers send
    });
    child.once("exit", (code) => {
      children.delete(child);
      stop(code ?? 0);
    });
  });
}

async function main(): Promise<void> {
  const values = readOptions("npm start --", serverOptions);
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => stop(0));
  const base = ["--port-base", values["port-base"]];
  const ready = await Promise.all(servers.map(({ script, parameters }) => start(script, [...parameters, ...base])));
  const addresses = ready.flatMap((ports) => Object.entries(ports));
  const width = Math.max(...addresses.map(([name]) => name.length));
  console.log("\nParley is running. Ctrl-C stops it.\n");
  for (const [name, port] of addresses) console.log(`  ${name.padEnd(width)}  http://127.0.0.1:${port}`);
  console.log("\nSaving a file in spec/ reloads its mock.\n");
}

runCommand("start", main);
