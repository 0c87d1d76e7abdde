/** Reads a run: what has happened, then what happens, until it ends. */

import type { WorldStore } from "../world/index.ts";
import { RunError } from "./run-error.ts";
import type { DomainEvent, RunEnd, RunEntry, TailItem } from "./run-event.ts";
import { isActive, type RunRecord, runRecords } from "./run-record.ts";

/** Where to begin, and until when to read. */
export interface TailOptions {
  /** Position of the last event that is known; by default 0, none. */
  readonly after?: number;
  /** Ends the tail; it throws the reason. The run does not care. */
  readonly signal?: AbortSignal;
}

/** Reads the events of a run; leaving the loop, or `return`, lets go of it at once. */
export interface Tail<Event extends DomainEvent> extends AsyncIterableIterator<TailItem<Event>> {
  next(): Promise<IteratorResult<TailItem<Event>, undefined>>;
  return(): Promise<IteratorResult<TailItem<Event>, undefined>>;
}

const pageSize = 256;

/**
 * Tails a run. There may be any number of tails of one run, before, while and after it works; each gets every event after
 * its position, in order, once, then `run_end`. `history_end` comes between what was there and what is new, and before
 * `run_end` in any case.
 *
 * @throws RunError `unknown_run`, from the first `next`.
 */
export function tailRun<Event extends DomainEvent>(
  store: WorldStore,
  world: string,
  id: string,
  { after = 0, signal }: TailOptions = {},
): Tail<Event> {
  const stop = new AbortController();
  const left = Symbol("left");
  const onAbort = () => stop.abort(signal?.reason);
  if (signal?.aborted) onAbort();
  else signal?.addEventListener("abort", onAbort, { once: true });
  const items = read<Event>(store, world, id, after, stop.signal);
  const finish = () => signal?.removeEventListener("abort", onAbort);

  const tail: Tail<Event> = {
    next: async () => {
      try {
        const step = await items.next();
        if (step.done) finish();
        return step;
      } catch (error) {
        finish();
        if (error === left) return { done: true, value: undefined };
        throw error;
      }
    },
    return: async () => {
      finish();
      // A step that is under way ends with it.
      stop.abort(left);
      return items.return(undefined).catch(() => ({ done: true, value: undefined }));
    },
    [Symbol.asyncIterator]: () => tail,
  };
  return tail;
}

async function* read<Event extends DomainEvent>(
  store: WorldStore,
  world: string,
  id: string,
  start: number,
  signal: AbortSignal,
): AsyncGenerator<TailItem<Event>, undefined> {
  const { run, end, epoch } = await open(store, world, id);
  let after = Math.min(Math.max(start, 0), end);
  let isHistory = true;
  let at = run.createdAt;
  const historyEnd = (): TailItem<Event> => {
    isHistory = false;
    return { position: after, at, run: id, isHistory: true, event: { type: "history_end" } };
  };

  for (;;) {
    signal.throwIfAborted();
    if (isHistory && after >= end) {
      yield historyEnd();
      // It ended before the position from which to read.
      if (!isActive(run)) {
        yield { position: after, at: run.endedAt ?? at, run: id, isHistory: true, event: endOf(run) };
        return undefined;
      }
    }
    const page = await store.readLog(world, run.log, { after, limit: pageSize });
    if (page.epoch !== epoch) {
      if (isHistory) yield historyEnd();
      const error = { code: "world_cleared", message: "The world of the run began anew or was removed." };
      yield { position: after, at, run: id, isHistory, event: { type: "run_end", status: "failed", error } };
      return undefined;
    }
    for (const { position, value } of page.entries) {
      const entry = value as unknown as RunEntry; // what runs append
      const isEnd = entry.run === id && entry.event.type === "run_end";
      const wasThere = position <= end;
      if (isHistory && (isEnd || !wasThere)) yield historyEnd();
      signal.throwIfAborted();
      after = position;
      at = entry.at;
      yield { ...entry, position, isHistory: wasThere, event: entry.event as Event | RunEnd }; // what was appended
      if (isEnd) return undefined;
    }
    if (page.entries.length === 0) await store.waitForLog(world, run.log, { after, epoch }, signal);
  }
}

/** A run and how far its log goes, at one moment. */
function open(store: WorldStore, world: string, id: string): Promise<{ run: RunRecord; end: number; epoch: number }> {
  return store.transaction(world, async (transaction) => {
    const run = await transaction.get(runRecords, id);
    if (!run) throw new RunError("unknown_run", `There is no run ${JSON.stringify(id)}.`);
    const { end, epoch } = await transaction.readLog(run.log, { limit: 0 });
    return { run, end, epoch };
  });
}

function endOf({ status, error }: RunRecord): RunEnd {
  const outcome = status === "failed" || status === "cancelled" ? status : "done";
  return { type: "run_end", status: outcome, ...(error && { error }) };
}
