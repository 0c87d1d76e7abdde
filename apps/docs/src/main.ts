/** The command that serves the site. */

import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { listApis, specFolder } from "@parley/contracts/bundle";
import { describeFinding, watchContracts } from "@parley/live";
import { announce, closeOnSignal, readOptions, readPortBase, runCommand, serverOptions } from "@parley/tooling/command";
import { type Site, serveSite } from "./server.ts";
import { rebuildContract } from "./site.ts";
import { options, usage } from "./usage.mjs";

async function main(): Promise<void> {
  const values = readOptions("npm run docs --", {
    ...serverOptions,
    ...options,
  });
  if (values.help) {
    console.log(usage);
    return;
  }
  const folder = resolve(values.site ?? fileURLToPath(new URL("../dist/", import.meta.url)));
  const site = await serveSite({ folder, portBase: readPortBase(values["port-base"]) });
  const stopWatching = await keepFresh(site, folder, resolve(values.spec ?? specFolder));
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
