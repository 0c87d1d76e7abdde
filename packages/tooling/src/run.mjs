// Runs programs to their end, for the bootstrap and for the scripts that it starts.

import { spawn } from "node:child_process";
import { createInterface } from "node:readline";

/**
 * Runs a program in this terminal. A signal to this process is passed on, and this process waits for the end all the
 * same; Ctrl-C reaches the program through the terminal besides.
 *
 * @param {string} program
 * @param {readonly string[]} parameters
 * @param {import("node:child_process").SpawnOptions & { readonly onLine?: (line: string) => void }} options - With
 *   `onLine` nothing is printed, and each line of both streams goes there.
 * @returns {Promise<number>} The exit code; 1 after a signal.
 */
export function run(program, parameters, { onLine, ...options }) {
  return new Promise((resolve, reject) => {
    /** @type {import("node:child_process").StdioOptions} */
    const stdio = onLine ? ["ignore", "pipe", "pipe"] : "inherit";
    /** @type {import("node:child_process").ChildProcess} */
    const child = spawn(program, [...parameters], { ...options, stdio });
    for (const stream of [child.stdout, child.stderr]) {
      if (stream && onLine) createInterface(stream).on("line", onLine);
    }
    /** @param {NodeJS.Signals} signal */
    const relay = (signal) => void child.kill(signal);
    const signals = /** @type {const} */ (["SIGINT", "SIGTERM"]);
    for (const signal of signals) process.on(signal, relay);
    child.on("error", reject);
    child.on("close", (code, signal) => {
      for (const name of signals) process.off(name, relay);
      resolve(signal ? 1 : (code ?? 1));
    });
  });
}
