/** The command `pnpm mock`. */

import { resolve } from "node:path";
import { announce, closeOnSignal, readOptions, readPortBase, runCommand, serverOptions } from "@parley/tooling/command";
import { startMocks } from "./mocks.ts";

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

async function main(): Promise<void> {
  const values = readOptions("pnpm mock", {
    ...serverOptions,
    only: { type: "string", multiple: true, default: [] },
    spec: { type: "string" },
    dynamic: { type: "boolean", default: false },
    quiet: { type: "boolean", default: false },
  });
  if (values.help) {
    console.log(help);
    return;
  }
  const isRequest = /^\w+: [A-Z]+ \//;
  const { servers, close } = await startMocks({
    only: values.only,
    portBase: readPortBase(values["port-base"]),
    dynamic: values.dynamic,
    ...(values.spec !== undefined && { folder: resolve(values.spec) }),
    watch: true,
    log: (line) => {
      if (!values.quiet || !isRequest.test(line)) console.log(line);
    },
  });
  closeOnSignal(close);
  announce(Object.fromEntries([...servers].map(([api, { port }]) => [api, port])));
}

runCommand("mock", main);
