/** How late paced events are when many runs work at once. */

import { systemClock } from "@parley/clock";
import type { Measurement } from "@parley/tooling/bench";
import { createRuns, type Pacing, type Work } from "../core/run/index.ts";
import { createMemoryStore } from "../core/world/index.ts";

const pacing: Pacing = { firstEvent: 100, eventsPerSecond: 10, jitter: 0, chunk: Number.POSITIVE_INFINITY };
const seconds = 5;

const work: Work<{ readonly type: "text" }> = async function* () {
  for (let event = 0; event < pacing.eventsPerSecond * seconds; event += 1) yield { type: "text" };
};

/** Milliseconds between when an event should come and when its reader has it. */
async function measureErrors(streams: number): Promise<number[]> {
  const runs = createRuns({ store: createMemoryStore(), clock: systemClock });
  const errors: number[] = [];
  await Promise.all(
    Array.from({ length: streams }, async (_, index) => {
      // Not all in the same moment.
      await systemClock.sleep((index / streams) * 1_000);
      await runs.start("one", { id: `${index}` }, work, { pacing });
      let due: number | undefined;
      for await (const { event } of runs.tail("one", `${index}`)) {
        if (event.type !== "text") continue;
        const now = performance.now();
        if (due !== undefined) errors.push(Math.abs(now - due));
        due = (due ?? now) + 1_000 / pacing.eventsPerSecond;
      }
    }),
  );
  return errors.sort((left, right) => left - right);
}

/** The middle one and the worst but 5 in 100, from the run to its reader. */
export const pacingError: Measurement = {
  name: "runs: error of their pacing in ms, 10 events a second each",
  measure: async () => {
    const rows: Record<string, Record<string, number>> = {};
    for (const streams of [200, 1_000]) {
      const errors = await measureErrors(streams);
      const at = (part: number) => Math.round((errors[Math.floor(errors.length * part)] ?? Number.NaN) * 10) / 10;
      rows[`${streams} streams`] = { events: errors.length, p50: at(0.5), p95: at(0.95), p99: at(0.99) };
    }
    return rows;
  },
};
