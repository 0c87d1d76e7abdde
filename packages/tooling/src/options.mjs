// Options of the commands, and one clear line for wrong use. Plain JavaScript, because the bootstrap uses it before
// anything is installed; what each is for is said in `options.d.mts`.

import { parseArgs } from "node:util";

/** @typedef {typeof import("./options.mjs")} Declared */

export class CommandError extends Error {
  /** @override */
  name = "CommandError";
}

/** @type {Declared["defaultPortBase"]} */
export const defaultPortBase = 4000;

/** @type {Declared["helpOption"]} */
export const helpOption = { help: { type: "boolean", short: "h", default: false } };

/** @type {Declared["serverOptions"]} */
export const serverOptions = {
  "port-base": { type: "string", default: process.env.PARLEY_PORT_BASE ?? String(defaultPortBase) },
  ...helpOption,
};

/** @type {Declared["readOptions"]} */
export const readOptions = (command, options) => readArguments(command, { options }, process.argv.slice(2)).values;

/** @type {Declared["readArguments"]} */
export const readArguments = (command, config, args) => {
  try {
    return parseArgs({ ...config, args });
  } catch (error) {
    // parseArgs explains at length; its first sentence says which option is wrong.
    const [sentence] = /** @type {Error} */ (error).message.split(/\.\s/, 1);
    throw new CommandError(`${sentence}. See ${command} --help.`, { cause: error });
  }
};

/** @type {Declared["readPortBase"]} */
export const readPortBase = (text) => {
  if (/^\d{1,5}$/.test(text) && Number(text) <= 65_000) return Number(text);
  throw new CommandError(`--port-base must be a whole number from 0 to 65000; got "${text}".`);
};
