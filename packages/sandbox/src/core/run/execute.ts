/** Lets an agent work on a run, from its turn to its end. */

import type { Clock } from "@parley/clock";
import { createChance } from "../chance/index.ts";
import { type Json, seedOf, type Transaction, type WorldStore } from "../world/index.ts";
import { type Inputs, listenToInputs } from "./inputs.ts";
import { createPacer, type Pacer, pacings } from "./pacing.ts";
import type { DomainEvent, RunEnd, RunFailure } from "./run-event.ts";
import { appendEvent, endRun, hasStarted, isActive, type RunRecord, type RunStatus, runRecords } from "./run-record.ts";
import { untilAborted } from "./until-aborted.ts";
import type { Work, WorkOptions } from "./work.ts";

/** A run that somebody works on. */
interface OwnRun {
  readonly store: WorldStore;
  readonly clock: Clock;
  readonly owner: string;
  readonly world: string;
  readonly id: string;
  /** Aborted by the run itself when it is over elsewhere, and by whoever stops it. */
  readonly controller: AbortController;
}

/** One run and what it is to be done with. */
export interface Execution<Event extends DomainEvent> extends OwnRun {
  readonly work: Work<Event>;
  readonly options: WorkOptions<Event>;
  readonly onError: (error: unknown, id: string) => void;
}

/** Somebody else has ended the run, or has it; nothing more of it counts. */
const over = Symbol("The run is over.");
/** The reason with which a process stops its runs. */
export const stopped = Symbol("The process stops.");

/** Works until the run is over, whatever happens. Never throws. */
export async function execute<Event extends DomainEvent>(execution: Execution<Event>): Promise<void> {
  const { store, clock, world, id, controller, onError } = execution;
  const listening = new AbortController();
  const inputs = listenToInputs(store, world, id, {
    signal: listening.signal,
    onEnd: () => controller.abort(over),
  });
  try {
    const end = await workToEnd(execution, inputs).catch((error: unknown): Omit<RunEnd, "type"> | undefined => {
      if (error === over || controller.signal.reason === over) return undefined;
      if (controller.signal.reason === stopped) return { status: "failed", error: interrupted };
      onError(error, id);
      return { status: "failed", error: { code: "work_failed", message: "The agent failed." } };
    });
    if (end) await store.transaction(world, (transaction) => endRun(transaction, id, clock.now(), end));
  } catch (error) {
    // The store is closed, or cannot write: whoever opens it next ends the run.
    onError(error, id);
  } finally {
    listening.abort(over);
    controller.abort(over);
  }
}

/** Why a run has failed that nobody works on any more. */
export const interrupted: RunFailure = {
  code: "interrupted",
  message: "The server stopped before the run was done. Ask again.",
};

async function workToEnd<Event extends DomainEvent>(
  execution: Execution<Event>,
  inputs: Inputs,
): Promise<Omit<RunEnd, "type">> {
  const { clock, world, id, work, options, controller } = execution;
  const { signal } = controller;
  const { run, seed } = await waitForTurn(execution);
  const pacer = createPacer(options.pacing ?? pacings.instant, { clock, chance: createChance(seed, `pacing/${id}`) });
  const waitForAnswer = async (): Promise<Json> => {
    if (!inputs.hasNext)
      await change(execution, (transaction, { status }) => setStatus(transaction, id, status, "waiting"));
    const answer = await untilAborted(inputs.next(), signal);
    await change(execution, (transaction, { status }) => setStatus(transaction, id, status, "running"));
    return answer;
  };
  const events = work({ world, run, clock, chance: createChance(seed, `run/${id}`), waitForAnswer, signal });
  const iterator = events[Symbol.asyncIterator]();
  let last: DomainEvent | undefined;
  try {
    for (;;) {
      // Not the signal alone: an agent may not listen to it.
      const step = await untilAborted(iterator.next(), signal);
      if (step.done) return endAfter(last);
      last = step.value;
      await say(execution, pacer, step.value);
    }
  } finally {
    // Not awaited: an agent that hangs never gets to its end.
    Promise.resolve(iterator.return?.()).catch(() => {});
  }
}

/** A run at the time at which its work begins. */
interface Begun {
  readonly run: RunRecord;
  readonly seed: string;
}

/** Where somebody else works. */
interface Queue {
  readonly log: string;
  readonly end: number;
  readonly epoch: number;
}

/** Waits until the runs that came before in the same log are over. */
async function waitForTurn({ store, clock, world, id, controller }: OwnRun): Promise<Begun> {
  for (;;) {
    const next = await store.transaction(world, async (transaction): Promise<Begun | Queue> => {
      const run = await transaction.get(runRecords, id);
      if (run?.status !== "queued") throw over;
      const first = await transaction.find(runRecords, "active", run.log);
      if (first && first.id !== id) return { ...(await transaction.readLog(run.log, { limit: 0 })), log: run.log };
      const running: RunRecord = { ...run, status: "running", startedAt: clock.now() };
      await transaction.put(runRecords, running);
      return { run: running, seed: await seedOf(transaction) };
    });
    if ("run" in next) return next;
    await store.waitForLog(world, next.log, { after: next.end, epoch: next.epoch }, controller.signal);
  }
}

async function say<Event extends DomainEvent>(execution: Execution<Event>, pacer: Pacer, event: Event): Promise<void> {
  const { clock, options, controller } = execution;
  const pacing = options.changePacing?.(event);
  if (pacing) pacer.change(pacing);
  for (const piece of options.cut?.(event, pacer.cut) ?? [event]) {
    if (!options.isImmediate?.(event)) await pacer.wait(controller.signal);
    await change(execution, async (transaction, run) => {
      await appendEvent(transaction, run, clock.now(), piece);
      if (options.asks?.(piece)) await setStatus(transaction, run.id, run.status, "waiting");
    });
  }
}

/** Changes a run that is still ours. */
async function change(
  { store, world, id, owner }: OwnRun,
  work: (transaction: Transaction, run: RunRecord) => Promise<void>,
): Promise<void> {
  await store.transaction(world, async (transaction) => {
    const run = await transaction.get(runRecords, id);
    if (!run || !isActive(run) || run.owner !== owner) throw over;
    await work(transaction, run);
  });
}

async function setStatus(transaction: Transaction, id: string, from: RunStatus, to: RunStatus): Promise<void> {
  const run = await transaction.get(runRecords, id);
  if (run && from !== to && hasStarted(run)) await transaction.put(runRecords, { ...run, status: to });
}

function endAfter(last: DomainEvent | undefined): Omit<RunEnd, "type"> {
  if (last?.type !== "error") return { status: "done" };
  const { code, message } = last as { code?: unknown; message?: unknown };
  return {
    status: "failed",
    error: {
      code: typeof code === "string" ? code : "work_failed",
      message: typeof message === "string" ? message : "The agent failed.",
    },
  };
}
