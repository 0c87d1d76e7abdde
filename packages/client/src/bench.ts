/** Prints the figures of the client: `npm run bench`; with `--list` only their names. */

import { printMeasurements } from "@parley/tooling/bench";
import { callOverhead } from "./bench/call-overhead.ts";
import { eventStreamDecoding } from "./bench/event-stream-decoding.ts";
import { eventStreamGrowth } from "./bench/event-stream-growth.ts";
import { eventStreamVectors } from "./bench/event-stream-vectors.ts";
import { refreshStorm } from "./bench/refresh-storm.ts";
import { sizes } from "./bench/sizes.ts";

await printMeasurements([
  sizes,
  callOverhead,
  refreshStorm,
  eventStreamDecoding,
  eventStreamGrowth,
  eventStreamVectors,
]);
