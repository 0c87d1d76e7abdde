/** Prints the figures of the server: `npm run bench`; with `--list` only their names. */

import { printMeasurements } from "@parley/tooling/bench";
import { busy } from "./bench/busy.ts";
import { eventStreams } from "./bench/event-streams.ts";
import { jsonPost } from "./bench/json-post.ts";
import { startTime } from "./bench/start-time.ts";

await printMeasurements([startTime, jsonPost, busy, eventStreams]);
