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
import { options, usage } from "./usage.mjs";

async function main(): Promise<void> {
  const values = readOptions("npm run mock --", {
    ...serverOptions,
    ...options,
  });
  if (values.help) {
    console.log(usage);
    return;
  }
  const { servers, close } = await startMocks({
    only: values.only ?? [],
    portBase: readPortBase(values["port-base"]),
    dynamic: values.dynamic,
    ...(values.spec !== undefined && { folder: resolve(values.spec) }),
    pace: values.pace === undefined ? defaultPace : readPace(values.pace),
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
