/** The command `npm run mock`. */

import { resolve } from "node:path";
import {
  announce,
  CommandError,
  closeOnSignal,
  readOptions,
  readPortBase,
  runCommand,
  serverOptions,
} from "@parley/tooling/command";
import { startMocks } from "./mocks.ts";
import { defaultPace } from "./pace.ts";

const help = `Serve every contract with Prism, from one process.

Usage: npm run mock -- [options]

Options:
  --only <api>        Serve this contract only; may be given several times.
  --port-base <n>     The mocks listen from port n + 11 on, in the order of the contracts.
                      Default 4000, or the environment variable PARLEY_PORT_BASE; 0 takes free ports.
  --spec <folder>     Folder with redocly.yaml and the contracts. Default: spec/ of Parley.
  --dynamic           Generate bodies from the schemas instead of serving the examples.
  --pace <n>          Events per second of event streams. Default 20; 0 sends them at once.
  --quiet             Print no line for each request.
  --help              Show this text.

Requests:
  Prefer: code=404        Answer with that documented status (also ?__code=404).
  Prefer: example=tool    Answer with that named example (also ?__example=tool).
  Prefer: wait=2          Play the event stream in at most 2 seconds (also ?__wait=2); 0 sends it at once.

Each mock lists its operations, examples and curl lines on its page /. A refusal says what is wrong in its body, and
here in one line. Saving a file of a contract reloads it. Ctrl-C stops.

Examples:
  npm run mock -- --only chatzy
  npm run mock -- --port-base 5000 --pace 5
`;

async function main(): Promise<void> {
  const values = readOptions("npm run mock --", {
    ...serverOptions,
    only: { type: "string", multiple: true, default: [] },
    spec: { type: "string" },
    dynamic: { type: "boolean", default: false },
    pace: { type: "string", default: String(defaultPace) },
    quiet: { type: "boolean", default: false },
  });
  if (values.help) {
    console.log(help);
    return;
  }
  const { servers, close } = await startMocks({
    only: values.only,
    portBase: readPortBase(values["port-base"]),
    dynamic: values.dynamic,
    ...(values.spec !== undefined && { folder: resolve(values.spec) }),
    pace: readPace(values.pace),
    watch: true,
    log: (line) => console.log(line),
    ...(!values.quiet && { logRequest: (line) => console.log(line) }),
  });
  closeOnSignal(close);
  announce(Object.fromEntries([...servers].map(([api, { port }]) => [api, port])));
}

/** @throws CommandError when it is no rate. */
function readPace(text: string): number {
  if (/^\d+(\.\d+)?$/.test(text)) return Number(text);
  throw new CommandError(`--pace must be a number of events per second, or 0 for all at once; got "${text}".`);
}

runCommand("mock", main);
