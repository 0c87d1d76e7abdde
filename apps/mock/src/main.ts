/** The command `pnpm mock`. */

import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { ContractError } from "./contract.ts";
import { startMocks, UsageError } from "./mocks.ts";

const help = `Serve every contract with Prism, from one process.

Usage: pnpm mock [options]

Options:
  --only <api>        Serve this contract only; may be given several times.
  --port-base <n>     The mocks listen from port n + 11 on, in the order of the contracts.
                      Default 4000, or the environment variable PARLEY_PORT_BASE; 0 takes free ports.
  --spec <folder>     Folder with redocly.yaml and the contracts. Default: spec/ of Parley.
  --dynamic           Generate bodies from the schemas instead of serving the examples.
  --quiet             Print no line for each request.
  --help              Show this text.

Requests:
  Prefer: code=404        Answer with that documented status (also ?__code=404).
  Prefer: example=tool    Answer with that named example (also ?__example=tool).

Saving a file of a contract reloads it. Ctrl-C stops.

Examples:
  pnpm mock --only chatzy
  pnpm mock --port-base 5000 --dynamic
`;

interface Command {
  readonly only: readonly string[];
  readonly portBase: number;
  readonly folder?: string;
  readonly dynamic: boolean;
  readonly quiet: boolean;
  readonly help: boolean;
}

function readCommand(parameters: readonly string[]): Command {
  try {
    const { values } = parseArgs({
      args: [...parameters],
      options: {
        only: { type: "string", multiple: true, default: [] },
        "port-base": { type: "string", default: process.env.PARLEY_PORT_BASE ?? "4000" },
        spec: { type: "string" },
        dynamic: { type: "boolean", default: false },
        quiet: { type: "boolean", default: false },
        help: { type: "boolean", default: false },
      },
    });
    const portBase = Number(values["port-base"]);
    if (!Number.isInteger(portBase) || portBase < 0 || portBase > 65_000) {
      throw new UsageError(`--port-base must be a whole number from 0 to 65000; got "${values["port-base"]}".`);
    }
    const { only, dynamic, quiet, help, spec } = values;
    return { only, dynamic, quiet, help, portBase, ...(spec !== undefined && { folder: resolve(spec) }) };
  } catch (error) {
    if (error instanceof UsageError) throw error;
    // parseArgs explains at length; its first sentence says which option is wrong.
    const [sentence] = (error as Error).message.split(/\.\s/, 1);
    throw new UsageError(`${sentence}. See pnpm mock --help.`, { cause: error });
  }
}

async function main(): Promise<void> {
  const { quiet, help: wantsHelp, ...options } = readCommand(process.argv.slice(2));
  if (wantsHelp) {
    console.log(help);
    return;
  }
  const isRequest = /^\w+: [A-Z]+ \//;
  const { servers, close } = await startMocks({
    ...options,
    watch: true,
    log: (line) => {
      if (!quiet || !isRequest.test(line)) console.log(line);
    },
  });
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.once(signal, () => {
      close().then(() => process.exit(0));
    });
  }
  for (const [api, { port }] of servers) console.log(`${api}: http://127.0.0.1:${port}`);
  // A supervisor that started this process waits for the message.
  process.send?.({ ready: Object.fromEntries([...servers].map(([api, { port }]) => [api, port])) });
}

main().catch((error: unknown) => {
  const isKnown = error instanceof UsageError || error instanceof ContractError;
  console.error(isKnown ? `mock: ${error.message}` : error);
  process.exit(1);
});
