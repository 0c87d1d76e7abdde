/** What is known of a run while it works and after. */

import { defineCollection, type Json, type Transaction } from "../world/index.ts";
import type { RunEnd, RunEntry, RunFailure, RunOutcome } from "./run-event.ts";

/** `waiting`: for an answer. */
export type RunStatus = "queued" | "running" | "waiting" | RunOutcome;

/** One time that an agent works. */
export interface RunRecord {
  readonly id: string;
  /** The log that its events go to; runs that have one in common work one after the other. */
  readonly log: string;
  /** Its number among the runs of the log. */
  readonly turn: number;
  readonly status: RunStatus;
  /** Who works; while it is not over. */
  readonly owner?: string;
  /** Milliseconds since 1970, as the others. */
  readonly createdAt: number;
  readonly startedAt?: number;
  readonly endedAt?: number;
  /** Where it has failed. */
  readonly error?: RunFailure;
  /** What the platform wants to know of it later. */
  readonly data?: Json;
}

/** Runs. */
export const runRecords = defineCollection<RunRecord>()({
  name: "parley/runs",
  key: ({ id }) => id,
  fields: {
    id: "string",
    log: "string",
    turn: "number",
    status: "string",
    owner: "string?",
    createdAt: "number",
    startedAt: "number?",
    endedAt: "number?",
    error: "object?",
    data: "json?",
  },
  indexes: {
    byLog: { of: ({ log, turn }) => [log, turn], isUnique: true },
    active: { of: (run) => (isActive(run) ? [run.log, run.turn] : undefined) },
  },
});

/** Whether a run is not over. */
export function isActive({ status }: Pick<RunRecord, "status">): boolean {
  return status === "queued" || status === "running" || status === "waiting";
}

/** Whether a run has an agent at work, or one that waits for an answer. */
export function hasStarted({ status }: Pick<RunRecord, "status">): boolean {
  return status === "running" || status === "waiting";
}

/** The log of what others tell a run. */
export function inputLogOf(id: string): string {
  return `run/${id}/input`;
}

/** An entry of that log. */
export type RunInput = { readonly type: "answer"; readonly value: Json } | { readonly type: "end" };

/** Adds an event to the log of its run. */
export async function appendEvent(
  transaction: Transaction,
  run: RunRecord,
  at: number,
  event: RunEntry["event"],
): Promise<void> {
  const entry: RunEntry = { run: run.id, at, event };
  // Events are JSON.
  await transaction.append(run.log, [entry as unknown as Json]);
}

/** Ends a run, and tells those who tail it and who works for it. What is over stays as it is. */
export async function endRun(
  transaction: Transaction,
  id: string,
  at: number,
  end: Omit<RunEnd, "type">,
): Promise<boolean> {
  const run = await transaction.get(runRecords, id);
  if (!run || !isActive(run)) return false;
  const { owner: _owner, ...rest } = run;
  await transaction.put(runRecords, { ...rest, endedAt: at, ...end });
  await appendEvent(transaction, run, at, { type: "run_end", ...end } satisfies RunEnd);
  await transaction.append(inputLogOf(id), [{ type: "end" } satisfies RunInput]);
  return true;
}
