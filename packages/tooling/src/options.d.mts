/** Types of `options.mjs`, for the packages whose compiler reads no JavaScript; it is checked against them. */

import type { ParseArgsConfig, parseArgs } from "node:util";

type Options = NonNullable<ParseArgsConfig["options"]>;

/** The command cannot do what was asked; the message says what to do instead, in one line. */
export class CommandError extends Error {
  override readonly name: string;
}

/** Where the ports of all servers begin unless somebody chooses otherwise. */
export const defaultPortBase: number;

/** The option of every command. */
export const helpOption: { readonly help: { readonly type: "boolean"; readonly short: "h"; readonly default: false } };

/** The options of a server, for {@link readOptions}. */
export const serverOptions: typeof helpOption & {
  readonly "port-base": { readonly type: "string"; readonly default: string };
};

/**
 * Reads the options of this process.
 *
 * @param command - What to type, for the hint in an error.
 * @throws {@link CommandError} when an option is unknown or has no value, and when there is anything else.
 */
export function readOptions<const Known extends Options>(
  command: string,
  options: Known,
): ReturnType<typeof parseArgs<{ options: Known }>>["values"];

/**
 * Reads options and what is between them.
 *
 * @param command - What to type, for the hint in an error.
 * @throws {@link CommandError} when an option is unknown or has no value.
 */
export function readArguments<const Config extends ParseArgsConfig>(
  command: string,
  config: Config,
  args: string[],
): ReturnType<typeof parseArgs<Config>>;

/**
 * Reads the value of `--port-base`.
 *
 * @throws {@link CommandError} when it is no port number.
 */
export function readPortBase(text: string): number;
