/** What the commands of the apps have in common: options, one clear line for wrong use, ports, a clean end. */

import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { type ParseArgsConfig, parseArgs } from "node:util";

/** The command cannot do what was asked; the message says what to do instead, in one line. */
export class CommandError extends Error {
  override readonly name: string = "CommandError";
}

/** Where the ports of all servers begin unless somebody chooses otherwise. */
export const defaultPortBase = 4000;

/** The options of a server, for {@link readOptions}. */
export const serverOptions = {
  "port-base": { type: "string", default: process.env.PARLEY_PORT_BASE ?? String(defaultPortBase) },
  help: { type: "boolean", default: false },
} as const satisfies ParseArgsConfig["options"];

/**
 * Reads the options of this process.
 *
 * @param command - What to type, for the hint in an error.
 * @throws {@link CommandError} when an option is unknown or has no value.
 */
export function readOptions<const Options extends NonNullable<ParseArgsConfig["options"]>>(
  command: string,
  options: Options,
) {
  try {
    return parseArgs({ options }).values;
  } catch (error) {
    // parseArgs explains at length; its first sentence says which option is wrong.
    const [sentence] = (error as Error).message.split(/\.\s/, 1);
    throw new CommandError(`${sentence}. See ${command} --help.`, { cause: error });
  }
}

/**
 * Reads the value of `--port-base`.
 *
 * @throws {@link CommandError} when it is no port number.
 */
export function readPortBase(text: string): number {
  if (/^\d{1,5}$/.test(text) && Number(text) <= 65_000) return Number(text);
  throw new CommandError(`--port-base must be a whole number from 0 to 65000; got "${text}".`);
}

/**
 * Makes a server listen on 127.0.0.1.
 *
 * @param owner - What the port is for, for the message when it is taken.
 * @returns The port, also when 0 asked for a free one.
 * @throws {@link CommandError} when the port cannot be had.
 */
export async function listen(server: Server, port: number, owner: string): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => reject(portError(error, port, owner)));
    server.listen(port, "127.0.0.1", resolve);
  });
  return (server.address() as AddressInfo).port; // a listening TCP server has one
}

function portError(error: NodeJS.ErrnoException, port: number, owner: string): Error {
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

/** Tells whoever started this process, in words and, to a supervisor, as a message, where it listens. */
export function announce(ports: Readonly<Record<string, number>>): void {
  for (const [name, port] of Object.entries(ports)) console.log(`${name}: http://127.0.0.1:${port}`);
  process.send?.({ ready: ports });
}

/** Runs a command; a {@link CommandError} becomes one line, and any failure a non-zero exit. */
export function runCommand(name: string, main: () => Promise<void>): void {
  main().catch((error: unknown) => {
    console.error(error instanceof CommandError ? `${name}: ${error.message}` : error);
    process.exit(1);
  });
}
