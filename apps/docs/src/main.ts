/** The command that serves the site. */

import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { serveSite, UsageError } from "./server.ts";
import { defaultPortBase } from "./site.ts";

const help = `Serve the reference pages of every contract.

Usage: pnpm --filter @parley/docs start [options]

Options:
  --port-base <n>  The port to listen on. The page names the mocks of the contracts at n + 11 and after.
                   Default 4000, or the environment variable PARLEY_PORT_BASE; 0 takes a free port.
  --help           Show this text.

"pnpm --filter @parley/docs build" makes the pages. Ctrl-C stops.
`;

interface Command {
  readonly portBase: number;
  readonly help: boolean;
}

function readCommand(parameters: readonly string[]): Command {
  try {
    const { values } = parseArgs({
      args: [...parameters],
      options: {
        "port-base": { type: "string", default: process.env.PARLEY_PORT_BASE ?? String(defaultPortBase) },
        help: { type: "boolean", default: false },
      },
    });
    const text = values["port-base"];
    if (!/^\d{1,5}$/.test(text) || Number(text) > 65_000) {
      throw new UsageError(`--port-base must be a whole number from 0 to 65000; got "${text}".`);
    }
    return { portBase: Number(text), help: values.help };
  } catch (error) {
    if (error instanceof UsageError) throw error;
    // parseArgs explains at length; its first sentence says which option is wrong.
    const [sentence] = (error as Error).message.split(/\.\s/, 1);
    throw new UsageError(`${sentence}. See --help.`, { cause: error });
  }
}

async function main(): Promise<void> {
  const { portBase, help: wantsHelp } = readCommand(process.argv.slice(2));
  if (wantsHelp) {
    console.log(help);
    return;
  }
  const site = await serveSite({ folder: fileURLToPath(new URL("../dist/", import.meta.url)), portBase });
  console.log(`reference: http://127.0.0.1:${site.port}`);
  // A supervisor that started this process waits for the message.
  process.send?.({ ready: { reference: site.port } });
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.once(signal, () => {
      site.close().then(() => process.exit(0));
    });
  }
}

main().catch((error: unknown) => {
  console.error(error instanceof UsageError ? `docs: ${error.message}` : error);
  process.exit(1);
});
