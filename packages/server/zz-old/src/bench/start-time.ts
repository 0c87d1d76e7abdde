/** How long a server takes to be ready. */

import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { type Measurement, median, type Table } from "@parley/tooling/bench";
import { bundle } from "@parley/tooling/bundle";

const run = promisify(execFile);
const program = fileURLToPath(new URL("./start.ts", import.meta.url));
const runs = 9;

async function time(parameters: readonly string[]): Promise<Record<string, string>> {
  const times: number[] = [];
  for (let count = 0; count < runs; count += 1) {
    const { stdout } = await run(process.execPath, [...parameters]);
    times.push(Number(stdout));
  }
  return { median: `${median(times).toFixed(0)} ms`, fastest: `${Math.min(...times).toFixed(0)} ms` };
}

async function measure(): Promise<Table> {
  const folder = await mkdtemp(join(tmpdir(), "parley-start-"));
  try {
    const bundled = join(folder, "start.mjs");
    await writeFile(bundled, await bundle(program, { forNode: true }));
    return {
      "one file, as it is deployed": await time([bundled]),
      "sources of the workspace, types stripped at each start": await time(["--conditions=@parley/source", program]),
    };
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** From the first import until all contracts can be asked, in a new process each time. */
export const startTime: Measurement = { name: "Start of a server of all contracts, import to ready", measure };
