/** Prints the figures of the client: `pnpm bench`; with `--list` only their names. */

import { callOverhead } from "./bench/call-overhead.ts";
import { eventStreamDecoding } from "./bench/event-stream-decoding.ts";
import { eventStreamGrowth } from "./bench/event-stream-growth.ts";
import { eventStreamVectors } from "./bench/event-stream-vectors.ts";
import type { Measurement } from "./bench/measurement.ts";
import { refreshStorm } from "./bench/refresh-storm.ts";
import { sizes } from "./bench/sizes.ts";

const measurements: readonly Measurement[] = [
  sizes,
  callOverhead,
  refreshStorm,
  eventStreamDecoding,
  eventStreamGrowth,
  eventStreamVectors,
];

const isList = process.argv.includes("--list");
for (const { name, measure } of measurements) {
  console.log(isList ? name : `\n${name}`);
  if (!isList) console.table(await measure());
}
