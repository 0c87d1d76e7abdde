/** A limit of time for one case. */

import { type Clock, systemClock } from "@parley/clock";

/** How long a case may take, and by which clock. */
export interface TimeLimit {
  /** Milliseconds from the request to the end of its answer; 10,000 by default. */
  readonly timeout?: number;
  /** What tells the time; that of the machine by default. */
  readonly clock?: Clock;
}

/** A limit that runs. */
export interface Deadline {
  readonly timeout: number;
  /** Milliseconds since the start. */
  elapsed(): number;
  /** Aborted when the time is over. */
  readonly signal: AbortSignal;
  /** Waits for something, but not longer than the time that is left: then it rejects. */
  within<T>(work: Promise<T>): Promise<T>;
  /** Stops the clock. */
  end(): void;
}

/** Starts the time of one case. */
export function startDeadline({ timeout = 10_000, clock = systemClock }: TimeLimit): Deadline {
  const over = new AbortController();
  const ended = new AbortController();
  const start = clock.now();
  const expiry = clock.sleep(timeout, ended.signal).then((): never => {
    const error = new Error("The time is over");
    over.abort(error);
    throw error;
  });
  // Nobody may be waiting when the time is over.
  expiry.catch(() => {});
  return {
    timeout,
    elapsed: () => clock.now() - start,
    signal: over.signal,
    within: (work) => Promise.race([work, expiry]),
    end: () => ended.abort(),
  };
}
