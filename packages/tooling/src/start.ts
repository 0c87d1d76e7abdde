/** Runs the whole product: every server as a child process, one table of addresses, a clean end. */

import { type ChildProcess, fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

const help = `Start Parley: a mock of every contract and the reference pages.

Usage: npm start -- [options]

Options:
  --port-base <n>  First port; the reference pages listen on it, the mocks from n + 11 on.
                   Default 4000, or the environment variable PARLEY_PORT_BASE; 0 takes free ports.
  --help           Show this text.
`;

const servers = [
  { name: "reference", script: "../../../apps/docs/src/main.ts", parameters: [] },
  { name: "mock", script: "../../../apps/mock/src/main.ts", parameters: ["--quiet"] },
];

const children = new Set<ChildProcess>();

function stop(code: number): void {
  process.exitCode ||= code;
  for (const child of children) child.kill("SIGTERM");
}

/** Starts a server and waits until it says where it listens. */
function start(script: string, parameters: readonly string[]): Promise<Record<string, number>> {
  return new Promise((resolve, reject) => {
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
      reject(new Error(`${script} ended`));
      stop(code ?? 0);
    });
  });
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { "port-base": { type: "string" }, help: { type: "boolean", default: false } },
  });
  if (values.help) {
    console.log(help);
    return;
  }
  const base = values["port-base"] === undefined ? [] : ["--port-base", values["port-base"]];
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => stop(0));
  const ready = await Promise.all(servers.map(({ script, parameters }) => start(script, [...parameters, ...base])));
  const addresses = ready.flatMap((ports) => Object.entries(ports));
  const width = Math.max(...addresses.map(([name]) => name.length));
  console.log("\nParley is running. Ctrl-C stops it.\n");
  for (const [name, port] of addresses) console.log(`  ${name.padEnd(width)}  http://127.0.0.1:${port}`);
  console.log("\nSaving a file in spec/ reloads its mock.\n");
}

main().catch((error: Error) => {
  // A server that failed has said why.
  if (children.size === 0 && process.exitCode === undefined) console.error(error.message);
  stop(1);
});
