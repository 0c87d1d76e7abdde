/** How much memory is in use once all that can be thrown away is gone. */

import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

/** Bytes of the heap in use. */
export function usedHeap(): number {
  setFlagsFromString("--expose-gc");
  const collect = runInNewContext("gc") as () => void; // what the flag adds
  for (let round = 0; round < 3; round += 1) collect();
  return process.memoryUsage().heapUsed;
}
