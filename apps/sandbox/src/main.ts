/** The command `npm run sandbox`. */

import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { platforms } from "@parley/sandbox";
import { startSandbox } from "@parley/sandbox/hosts/node";
import {
  announce,
  CommandError,
  closeOnSignal,
  listenError,
  readOptions,
  readPortBase,
  runCommand,
  serverOptions,
} from "@parley/tooling/command";
import { chooseAgent } from "./agent.ts";
import { choosePacing, choosePlatforms, chooseSeed, readPort } from "./choices.ts";
import { createLogger } from "./logger.ts";
import { options, usage } from "./usage.mjs";
import { welcomeText } from "./welcome.ts";

async function main(): Promise<void> {
  const values = readOptions("npm run sandbox --", { ...serverOptions, ...options });
  if (values.help) {
    console.log(usage);
    return;
  }
  const chosen = choosePlatforms(platforms, values.only ?? []);
  const port = readPort(values.port, readPortBase(values["port-base"]));
  const world = values.world === undefined ? undefined : await readWorld(resolve(values.world));
  const agent = await chooseAgent(values.agent, process.env);
  const sandbox = await startSandbox({
    platforms: chosen,
    port,
    seed: chooseSeed(values.seed),
    pacing: choosePacing(values.preset),
    responses: values.strict ? "throw" : "report",
    ...(agent && { agent }),
    ...(values.chance !== undefined && { chance: values.chance }),
    ...(values.data !== undefined && { folder: resolve(values.data) }),
    ...(!values.quiet && { onAnswer: createLogger(chosen, (line) => console.log(line)) }),
  }).catch((error: NodeJS.ErrnoException) => {
    const told = listenError(error, port, "sandbox");
    if (told instanceof CommandError || values.data === undefined) throw told;
    throw new CommandError(`--data ${values.data} cannot be used: ${error.message}`, { cause: error });
  });
  closeOnSignal(sandbox.close);
  if (world !== undefined) {
    await sandbox.worlds.importWorld(world, "default").catch((error: Error) => {
      throw new CommandError(`--world ${values.world}: ${error.message}`, { cause: error });
    });
  }
  announce({ sandbox: sandbox.port }, welcomeText(chosen, sandbox.url));
}

/** @throws CommandError when there is no such file, or it is not JSON. */
async function readWorld(file: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(file, "utf8"));
  } catch (error) {
    throw new CommandError(`--world ${file} cannot be read: ${(error as Error).message}`, { cause: error });
  }
}

runCommand("sandbox", main);
