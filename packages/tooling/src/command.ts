/** What the commands of the apps have in common: options, one clear line for wrong use, ports, a clean end. */

import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { CommandError } from "./options.mjs";

export { CommandError, defaultPortBase, readOptions, readPortBase, serverOptions } from "./options.mjs";

/**
 * Makes a server listen on 127.0.0.1.
 *
 * @param owner - What the port is for, for the message when it is taken.
 * @returns The port, also when 0 asked for a free one.
 * @throws {@link CommandError} when the port cannot be had.
 */
export async function listen(server: Server, port: number, owner: string): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => reject(listenError(error, port, owner)));
    server.listen(port, "127.0.0.1", resolve);
  });
  return (server.address() as AddressInfo).port; // a listening TCP server has one
}

/** What is said when a port cannot be had; any other error as it is. */
export function listenError(error: NodeJS.ErrnoException, port: number, owner: string): Error {
  const problems: Readonly<Record<string, string>> = { EADDRINUSE: "is taken", EACCES: "is not allowed" };
  const problem = problems[error.code ?? ""];
  if (problem === undefined) return error;
  const message = `Port ${port} (${owner}) ${problem}; choose other ports with --port-base <number>.`;
  return new CommandError(message, { cause: error });
}

/** Stops accepting and drops what is still open. */
export function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

/** Ends the process after `close` when somebody asks for it, or when the supervisor that started it is gone. */
export function closeOnSignal(close: () => Promise<void>): void {
  for (const event of ["SIGINT", "SIGTERM", "disconnect"] as const) {
    process.once(event, () => {
      close().then(() => process.exit(0));
    });
  }
}

/**
 * Tells whoever started this process, in words and, to a supervisor, as a message, where it listens.
 *
 * @param text - What a person needs to begin; a supervisor prints it when all is up.
 */
export function announce(ports: Readonly<Record<string, number>>, text?: string): void {
  for (const [name, port] of Object.entries(ports)) console.log(`${name}: http://127.0.0.1:${port}`);
  if (text !== undefined) console.log(text);
  process.send?.({ ready: ports, text });
}

/** Runs a command; a {@link CommandError} becomes one line, and any failure a non-zero exit. */
export function runCommand(name: string, main: () => Promise<void>): void {
  main().catch((error: unknown) => {
    console.error(error instanceof CommandError ? `${name}: ${error.message}` : error);
    process.exit(1);
  });
}
