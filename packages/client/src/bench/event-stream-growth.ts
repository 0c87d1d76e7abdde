/** Whether the time to decode one large event grows with its size, not with its square. */

import { type Measurement, type Table, timeFastest } from "@parley/tooling/bench";
import { cut } from "../testing/event-stream-vectors.ts";
import { createDecoders } from "./event-stream-decoders.ts";

/** An event of one line, in chunks of 1 KiB. */
function createEvent(mebibytes: number): Uint8Array[] {
  return cut(new TextEncoder().encode(`data: ${"x".repeat(mebibytes * 1_048_576)}\n\n`), 1024);
}

const small = createEvent(2);
const large = createEvent(4);

async function measure(): Promise<Table> {
  const table: Record<string, Record<string, string>> = {};
  for (const { name, decode } of await createDecoders()) {
    // Its own limit is 1 MiB.
    if (name.startsWith("redocly")) continue;
    const [smallTime, largeTime] = await timeFastest(25, [
      () => decode(small, () => {}),
      () => decode(large, () => {}),
    ]);
    table[name] = {
      "2 MiB, ms": smallTime.toFixed(1),
      "4 MiB, ms": largeTime.toFixed(1),
      ratio: (largeTime / smallTime).toFixed(2),
    };
  }
  return table;
}

/** Times for 2 and 4 MiB and their ratio: at most 100 ms and 2.2 are wanted of ours. */
export const eventStreamGrowth: Measurement = { name: "One event in 1 KiB chunks, fastest of 25", measure };
