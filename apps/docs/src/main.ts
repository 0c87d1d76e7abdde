/** The command that serves the site. */

import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { listApis, specFolder } from "@parley/contracts/bundle";
import { describeFinding, watchContracts } from "@parley/live";
import { announce, closeOnSignal, readOptions, readPortBase, runCommand, serverOptions } from "@parley/tooling/command";
import { type Site, serveSite } from "./server.ts";
import { rebuildContract } from "./site.ts";

const help = `Serve the reference pages of every contract.

Usage: npm run docs -- [options]

Options:
  --port-base <n>  The port to listen on. The page names the mocks of the contracts at n + 11 and after.
                   Default 4000, or the environment variable PARLEY_PORT_BASE; 0 takes a free port.
  --spec <folder>  Folder with redocly.yaml and the contracts, to be watched. Default: spec/ of Parley.
  --site <folder>  Folder of the built site. Default: apps/docs/dist.
  --help           Show this text.

Builds the pages first. Saving a file of a contract builds its page anew, and open pages reload themselves; a save with
errors changes nothing, and they say so. Ctrl-C stops.
`;

async function main(): Promise<void> {
  const values = readOptions("npm run docs --", {
    ...serverOptions,
    spec: { type: "string", default: specFolder },
    site: { type: "string", default: fileURLToPath(new URL("../dist/", import.meta.url)) },
  });
  if (values.help) {
    console.log(help);
    return;
  }
  const folder = resolve(values.site);
  const site = await serveSite({ folder, portBase: readPortBase(values["port-base"]) });
  const stopWatching = await keepFresh(site, folder, resolve(values.spec));
  // Whoever starts the mocks too knows their ports, and is told when the pages do.
  process.on("message", async (message) => {
    await site.setMocks((message as { mocks: Record<string, number> }).mocks); // what start.ts sends
    process.send?.({ named: true });
  });
  closeOnSignal(async () => {
    stopWatching();
    await site.close();
  });
  announce({ reference: site.port });
}

/** Builds the page of a contract anew after each save; returns a function that stops it. */
async function keepFresh(site: Site, folder: string, spec: string): Promise<() => void> {
  // One after the other: they share the list of what the start page says.
  let last: Promise<unknown> = Promise.resolve();
  return watchContracts(await listApis(spec), spec, {
    onChange: async (api, document) => {
      const rebuilding = last.then(() => rebuildContract(folder, { api, document, folder: join(spec, api) }));
      last = rebuilding.catch(() => {});
      await rebuilding;
      await site.refresh(api);
      console.log(`${api}: reference rebuilt`);
    },
    onBroken: (api, { findings, message }) => {
      const lines = findings.length > 0 ? findings.map(describeFinding) : [message];
      site.fail(api, lines);
      console.log(`${api}: reference not rebuilt, the last good page stays`);
      for (const line of lines) console.log(`  ${line}`);
    },
  });
}

runCommand("docs", main);
