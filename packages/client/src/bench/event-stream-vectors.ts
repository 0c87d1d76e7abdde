/** How many of the vectors of the standard each decoder passes. */

import type { Measurement, Table } from "@parley/tooling/bench";
import { cut, join, readVectors } from "../testing/event-stream-vectors.ts";
import { type ComparedDecoder, createDecoders } from "./event-stream-decoders.ts";

interface SeenEvent {
  readonly event: string;
  readonly data: string;
  readonly lastEventId: string;
}

async function readEvents({ decode }: ComparedDecoder, chunks: readonly Uint8Array[]): Promise<SeenEvent[]> {
  const events: SeenEvent[] = [];
  await decode(chunks, (event, data, lastEventId) => events.push({ event, data, lastEventId }));
  return events;
}

function isSame(seen: readonly SeenEvent[], wanted: readonly SeenEvent[], withIds: boolean): boolean {
  const form = ({ event, data, lastEventId }: SeenEvent) => [event, data, withIds ? lastEventId : ""];
  return JSON.stringify(seen.map(form)) === JSON.stringify(wanted.map(form));
}

async function measure(): Promise<Table> {
  const vectors = await readVectors();
  const table: Record<string, Record<string, string | number>> = {};
  for (const decoder of await createDecoders()) {
    let passed = 0;
    let passedByBytes = 0;
    let passedWithoutIds = 0;
    const failed: string[] = [];
    for (const { name, chunks, events } of vectors) {
      const seen = await readEvents(decoder, chunks);
      if (isSame(seen, events, true)) passed += 1;
      else failed.push(name);
      if (isSame(seen, events, false)) passedWithoutIds += 1;
      if (isSame(await readEvents(decoder, cut(join(chunks), 1)), events, true)) passedByBytes += 1;
    }
    table[decoder.name] = {
      passed,
      "byte by byte": passedByBytes,
      "ids ignored": passedWithoutIds,
      of: vectors.length,
    };
    if (failed.length > 0) console.log(`${decoder.name} fails: ${failed.join(", ")}`);
  }
  return table;
}

/** Vectors passed as they are, byte by byte, and without looking at ids. */
export const eventStreamVectors: Measurement = { name: "Vectors of the standard for event streams, passed", measure };
