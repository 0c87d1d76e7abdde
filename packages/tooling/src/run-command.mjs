// Runs a command of the root: its help, or the installation and then its programs.

import { delimiter, join } from "node:path";
import { commands } from "./commands.mjs";
import { optOuts } from "./environment.mjs";
import { install, isInstalled, linkCommand, workspace } from "./install.mjs";
import { CommandError, readArguments } from "./options.mjs";
import { root } from "./packages.mjs";
import { run } from "./run.mjs";

/** Where the Node of the project is. */
const bin = join(root, "node_modules", "node", "bin");
const node = join(bin, process.platform === "win32" ? "node.exe" : "node");

/**
 * Runs a command to its end.
 *
 * @param {string} name
 * @param {string[]} parameters - What the caller typed after it.
 * @returns {Promise<number>} The exit code.
 */
export async function runCommand(name, parameters) {
  try {
    const command = /** @type {Readonly<Record<string, import("./commands.mjs").RootCommand>>} */ (commands)[name];
    if (!command) throw new CommandError(`There is no such command. There are ${Object.keys(commands).join(", ")}.`);
    if (isAnswered(command, parameters)) return 0;
    // What Node compiles is kept: many short processes begin in half of the time.
    const kept = { NODE_COMPILE_CACHE: join(root, "node_modules/.cache/node") };
    /** @type {NodeJS.ProcessEnv} */
    const environment = { ...kept, ...process.env, ...optOuts };
    if (!isInstalled(workspace)) {
      say("Installing from the lock file (the first time takes about half a minute)");
      await install(workspace, environment);
      linkCommand();
    }
    environment.PATH = [join(root, "node_modules", ".bin"), bin, process.env.PATH].join(delimiter);
    for (const step of stepsOf(command, parameters)) {
      if (step.say) say(step.say);
      const cwd = step.keepsFolder ? process.cwd() : root;
      const code = await run(node, step.run, { cwd, env: environment });
      if (code !== 0) return code;
    }
    return 0;
  } catch (error) {
    console.error(error instanceof CommandError ? `${name}: ${error.message}` : error);
    return 1;
  }
}

/**
 * Whether the help was all that was wanted.
 *
 * @param {import("./commands.mjs").RootCommand} command
 * @param {string[]} parameters
 * @throws {CommandError} when the command cannot be called so.
 */
function isAnswered({ typed, usage, options, takesNames = false, check }, parameters) {
  if (!options) return false;
  const { values, positionals } = readArguments(typed, { options, allowPositionals: takesNames }, parameters);
  if (values.help && usage !== undefined) {
    console.log(usage);
    return true;
  }
  check?.(positionals, values);
  return false;
}

/**
 * @param {import("./commands.mjs").RootCommand} command
 * @param {string[]} parameters
 * @returns {import("./commands.mjs").Step[]}
 */
function stepsOf({ before = [], program, after = [] }, parameters) {
  const own = { ...program, run: [...program.run, ...parameters] };
  const wantsHelp = parameters.some((parameter) => ["--help", "-h", "help"].includes(parameter));
  return wantsHelp ? [own] : [...before, own, ...after];
}

/**
 * On the stream of errors, because what the programs print may be read by others.
 *
 * @param {string} text
 */
function say(text) {
  console.error(`[parley] ${text}`);
}
