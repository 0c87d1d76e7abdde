// Options of the commands, and one clear line for wrong use. Plain JavaScript, because the bootstrap uses it before
// anything is installed.

import { parseArgs } from "node:util";

/** The command cannot do what was asked; the message says what to do instead, in one line. */
export class CommandError extends Error {
  /** @override */
  name = "CommandError";
}

/** Where the ports of all servers begin unless somebody chooses otherwise. */
export const defaultPortBase = 4000;

/**
 * The option of every command.
 *
 * @satisfies {NonNullable<import("node:util").ParseArgsConfig["options"]>}
 */
export const helpOption = /** @type {const} */ ({ help: { type: "boolean", short: "h", default: false } });

/**
 * The options of a server, for {@link readOptions}.
 *
 * @satisfies {NonNullable<import("node:util").ParseArgsConfig["options"]>}
 */
export const serverOptions = /** @type {const} */ ({
  "port-base": { type: "string", default: process.env.PARLEY_PORT_BASE ?? String(defaultPortBase) },
  ...helpOption,
});

/**
 * Reads the options of this process.
 *
 * @template {NonNullable<import("node:util").ParseArgsConfig["options"]>} const Options
 * @param {string} command - What to type, for the hint in an error.
 * @param {Options} options
 * @throws {CommandError} when an option is unknown or has no value, and when there is anything else.
 */
export function readOptions(command, options) {
  return readArguments(command, { options, allowPositionals: false }, process.argv.slice(2)).values;
}

/**
 * Reads options and what is between them.
 *
 * @template {import("node:util").ParseArgsConfig} const Config
 * @param {string} command - What to type, for the hint in an error.
 * @param {Config} config
 * @param {string[]} args
 * @throws {CommandError} when an option is unknown or has no value.
 */
export function readArguments(command, config, args) {
  try {
    return parseArgs({ ...config, args });
  } catch (error) {
    // parseArgs explains at length; its first sentence says which option is wrong.
    const [sentence] = /** @type {Error} */ (error).message.split(/\.\s/, 1);
    throw new CommandError(`${sentence}. See ${command} --help.`, { cause: error });
  }
}

/**
 * Reads the value of `--port-base`.
 *
 * @param {string} text
 * @throws {CommandError} when it is no port number.
 */
export function readPortBase(text) {
  if (/^\d{1,5}$/.test(text) && Number(text) <= 65_000) return Number(text);
  throw new CommandError(`--port-base must be a whole number from 0 to 65000; got "${text}".`);
}
