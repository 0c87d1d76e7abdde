/** A process that works on a run until it is killed, and says its name once the run has begun. */

import { writeSync } from "node:fs";
import { createManualClock } from "@parley/clock/manual";
import { createRuns } from "../../../core/run/index.ts";
import { nameProcess } from "../process-alive.ts";
import { openSqliteStore } from "../sqlite/sqlite-store.ts";

const owner = nameProcess();
const runs = createRuns({ store: openSqliteStore(process.argv[2] ?? ""), clock: createManualClock(), owner });
await runs.start("one", { id: "r" }, async function* () {
  yield { type: "text", text: "a" };
  writeSync(1, owner);
  setInterval(() => {}, 60_000);
  await new Promise(() => {});
});
