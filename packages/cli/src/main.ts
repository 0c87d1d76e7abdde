/** The command `parley`. */

import { CommanderError } from "commander";
import { createProgram } from "./program.ts";
import { buildServer, install } from "./tools.ts";

const program = await createProgram(
  { out: (text) => process.stdout.write(text), error: (text) => process.stderr.write(text) },
  { buildServer, install },
);
try {
  await program.parseAsync();
} catch (error) {
  // Commander has said what is wrong.
  if (!(error instanceof CommanderError)) console.error(`parley: ${(error as Error).message}`);
  process.exitCode = error instanceof CommanderError ? error.exitCode : 1;
}
