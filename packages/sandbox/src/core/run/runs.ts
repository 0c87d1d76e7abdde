/** Runs: an agent at work, whoever listens. */

import type { Clock } from "@parley/clock";
import type { Json, Transaction, WorldStore } from "../world/index.ts";
import { execute, interrupted, stopped } from "./execute.ts";
import type { DomainEvent } from "./run-event.ts";
import { appendEvent, endRun, inputLogOf, isActive, type RunInput, type RunRecord, runRecords } from "./run-record.ts";
import { type Tail, type TailOptions, tailRun } from "./tail.ts";
import type { Work, WorkOptions } from "./work.ts";

/** What runs need. */
export interface RunsOptions {
  readonly store: WorldStore;
  readonly clock: Clock;
  /** Whose runs these are: another name for each process that has ever opened the store. By default made up. */
  readonly owner?: string;
  /** Hears what a work has thrown, for the log of the server. By default nobody does. */
  readonly onError?: (error: unknown, run: string) => void;
}

/** A run that is to be. */
export interface NewRun {
  /** Of those of its world. */
  readonly id: string;
  /** By default one of its own. Runs of one log work one after the other, and are read together. */
  readonly log?: string;
  readonly data?: Json;
}

/** The runs of a store. */
export interface Runs {
  /** Adds a run to the world of a transaction, beside the message that it is about. It waits for `launch`. */
  queue(transaction: Transaction, run: NewRun): Promise<RunRecord>;
  /**
   * Lets an agent work on a queued run when it is its turn. Whoever launches it need not wait: it resolves when the run is
   * over, however it ends, and never rejects.
   */
  launch<Event extends DomainEvent>(
    world: string,
    id: string,
    work: Work<Event>,
    options?: WorkOptions<Event>,
  ): Promise<void>;
  /** Queues a run and launches it. @returns As soon as it is queued. */
  start<Event extends DomainEvent>(
    world: string,
    run: NewRun,
    work: Work<Event>,
    options?: WorkOptions<Event>,
  ): Promise<RunRecord>;
  find(transaction: Transaction, id: string): Promise<RunRecord | undefined>;
  /** The run of a log that works or waits, or will do so next. */
  findActive(transaction: Transaction, log: string): Promise<RunRecord | undefined>;
  /** Gives a run an answer. @returns Whether it was there to take it. */
  answer(transaction: Transaction, id: string, value: Json): Promise<boolean>;
  /** Ends a run that is not over, and stops who works on it, in whatever process. @returns Whether it was not over. */
  cancel(transaction: Transaction, id: string): Promise<boolean>;
  /** Adds an event of somebody else to the log of a run, such as a message of the visitor. */
  note(transaction: Transaction, id: string, event: DomainEvent): Promise<boolean>;
  /** Reads a run. @throws RunError `unknown_run`, from the first `next`. */
  tail<Event extends DomainEvent>(world: string, id: string, options?: TailOptions): Tail<Event>;
  /**
   * Ends the runs that nobody works on any more, because their process is gone: once, when the store is opened.
   *
   * @param isAlive Whether a process of this name is still there; by default none is but this one.
   * @returns How many there were.
   */
  recover(isAlive?: (owner: string) => boolean): Promise<number>;
  /** Ends the runs of a world that is a copy, where nobody works on them: they have failed as `interrupted`. */
  endAll(transaction: Transaction): Promise<number>;
  /** Stops all work of this process; what is not over has failed as `interrupted`. */
  close(): Promise<void>;
}

/** Makes the runs of a store. */
export function createRuns({ store, clock, owner = crypto.randomUUID(), onError = () => {} }: RunsOptions): Runs {
  const working = new Map<AbortController, Promise<void>>();

  async function interrupt(transaction: Transaction, isLost: (run: RunRecord) => boolean): Promise<number> {
    const lost = (await allActive(transaction)).filter(isLost);
    for (const { id } of lost) await endRun(transaction, id, clock.now(), { status: "failed", error: interrupted });
    return lost.length;
  }

  const runs: Runs = {
    queue: async (transaction, { id, log = `run/${id}`, data }) => {
      const last = await transaction.list(runRecords, { index: "byLog", within: log, order: "descending", limit: 1 });
      const run: RunRecord = {
        id,
        log,
        turn: (last.items[0]?.turn ?? 0) + 1,
        status: "queued",
        owner,
        createdAt: clock.now(),
        ...(data !== undefined && { data }),
      };
      await transaction.insert(runRecords, run);
      return run;
    },
    launch: (world, id, work, options = {}) => {
      const controller = new AbortController();
      const worked = execute({ store, clock, owner, world, id, work, options, controller, onError }).finally(() =>
        working.delete(controller),
      );
      working.set(controller, worked);
      return worked;
    },
    start: async (world, run, work, options) => {
      const record = await store.transaction(world, (transaction) => runs.queue(transaction, run));
      void runs.launch(world, run.id, work, options);
      return record;
    },
    find: (transaction, id) => transaction.get(runRecords, id),
    findActive: (transaction, log) => transaction.find(runRecords, "active", log),
    answer: async (transaction, id, value) => {
      const run = await transaction.get(runRecords, id);
      if (!run || !isActive(run)) return false;
      await transaction.append(inputLogOf(id), [{ type: "answer", value } satisfies RunInput]);
      return true;
    },
    cancel: (transaction, id) => endRun(transaction, id, clock.now(), { status: "cancelled" }),
    note: async (transaction, id, event) => {
      const run = await transaction.get(runRecords, id);
      if (!run || !isActive(run)) return false;
      await appendEvent(transaction, run, clock.now(), event);
      return true;
    },
    tail: (world, id, options) => tailRun(store, world, id, options),
    recover: async (isAlive = () => false) => {
      const isLost = (run: RunRecord) => run.owner !== owner && (run.owner === undefined || !isAlive(run.owner));
      let count = 0;
      for await (const world of allWorlds(store)) {
        count += await store.transaction(world, (transaction) => interrupt(transaction, isLost));
      }
      return count;
    },
    endAll: (transaction) => interrupt(transaction, () => true),
    close: async () => {
      for (const controller of working.keys()) controller.abort(stopped);
      await Promise.all(working.values());
    },
  };
  return runs;
}

async function* allWorlds(store: WorldStore): AsyncGenerator<string> {
  for (let after = ""; ; ) {
    const names = await store.listWorlds({ after, limit: 100 });
    yield* names;
    const last = names.at(-1);
    if (last === undefined) return;
    after = last;
  }
}

async function allActive(transaction: Transaction): Promise<RunRecord[]> {
  const active: RunRecord[] = [];
  for (let cursor: string | undefined, isLast = false; !isLast; ) {
    const page = await transaction.list(runRecords, { index: "active", ...(cursor !== undefined && { cursor }) });
    active.push(...page.items);
    cursor = page.cursor;
    isLast = cursor === undefined;
  }
  return active;
}
