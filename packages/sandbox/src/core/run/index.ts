/** Runs: an agent works and appends events to a log, connections tail it, and platforms tell it in their own words. */

export { type Dialect, type DialectRun, type DialectStep, runDialect } from "./dialect.ts";
export {
  choosePacing,
  createPacer,
  findPacing,
  type Pacer,
  type Pacing,
  type PacingName,
  pacingHeader,
  pacingParameter,
  pacings,
} from "./pacing.ts";
export { isRunError, RunError, type RunErrorCode } from "./run-error.ts";
export type { DomainEvent, HistoryEnd, RunEnd, RunFailure, RunOutcome, TailItem } from "./run-event.ts";
export { isActive, type RunRecord, type RunStatus, runRecords } from "./run-record.ts";
export { createRuns, type NewRun, type Runs, type RunsOptions } from "./runs.ts";
export type { Tail, TailOptions } from "./tail.ts";
export type { Work, WorkContext, WorkOptions } from "./work.ts";
