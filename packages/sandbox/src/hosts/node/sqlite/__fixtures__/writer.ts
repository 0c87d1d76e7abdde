/** A process that takes steps until it is killed, and says of each that it is done once it is. */

import { writeSync } from "node:fs";
import { openSqliteStore } from "../sqlite-store.ts";
import { takeStep } from "./step.ts";

const store = openSqliteStore(process.argv[2] ?? "");
for (;;) {
  const step = await store.transaction("one", takeStep);
  // At once, and not when there is time for it.
  writeSync(1, `${step}\n`);
}
