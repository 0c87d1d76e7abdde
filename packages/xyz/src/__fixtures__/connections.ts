/** Streams of a task over several connections, each of which a test makes up. */

import { expect } from "vitest";
import { streamTask } from "../index.ts";
import { createTestXyz, failure, frame, type Outcome, readAll } from "./platform.ts";

/** Members of the data of any event. */
export type Data = Readonly<Record<string, unknown>>;

/** An event on the wire. */
export interface Wire {
  readonly type: string;
  readonly data: Data;
}

/** Events of a transcript, without its comments. */
export function eventsOf(text: string): Wire[] {
  return [...text.matchAll(/^event: (.+)\ndata: (.+)\n\n/gm)].map(([, type = "", data = ""]) => ({
    type,
    data: JSON.parse(data) as Data,
  }));
}

/** The frames of events. */
export function framesOf(events: readonly Wire[]): string[] {
  return events.map(({ type, data }) => frame(type, data));
}

/** Reads a task whose connections, one after the other, are answered with these. */
export async function readConnections(...connections: (() => Response)[]): Promise<Outcome> {
  const left = connections.values();
  const xyz = createTestXyz(() => left.next().value?.() ?? failure(404, "NOT_FOUND"));
  const outcome = await readAll(await streamTask(xyz, "task-1", { onWarning: () => {} }));
  expect([...left]).toEqual([]);
  return outcome;
}
