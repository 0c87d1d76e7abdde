/** The command that serves the site. */

import { fileURLToPath } from "node:url";
import { announce, closeOnSignal, readOptions, readPortBase, runCommand, serverOptions } from "@parley/tooling/command";
import { serveSite } from "./server.ts";

const help = `Serve the reference pages of every contract.

Usage: pnpm docs [options]

Options:
  --port-base <n>  The port to listen on. The page names the mocks of the contracts at n + 11 and after.
                   Default 4000, or the environment variable PARLEY_PORT_BASE; 0 takes a free port.
  --help           Show this text.

Builds the pages first. Ctrl-C stops.
`;

async function main(): Promise<void> {
  const values = readOptions("pnpm docs", serverOptions);
  if (values.help) {
    console.log(help);
    return;
  }
  const site = await serveSite({
    folder: fileURLToPath(new URL("../dist/", import.meta.url)),
    portBase: readPortBase(values["port-base"]),
  });
  closeOnSignal(site.close);
  announce({ reference: site.port });
}

runCommand("docs", main);
