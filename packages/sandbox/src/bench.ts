/** Prints the figures of the sandbox: `npm run bench`; with `--list` only their names. */

import { printMeasurements } from "@parley/tooling/bench";
import { pacingError } from "./bench/pacing-error.ts";
import { storeSpeed } from "./bench/store-speed.ts";

await printMeasurements([storeSpeed, pacingError]);
