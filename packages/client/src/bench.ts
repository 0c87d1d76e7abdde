/** Prints the figures of the client: `pnpm bench`. */

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

for (const { name, measure } of measurements) {
  console.log(`\n${name}`);
  console.table(await measure());
}
