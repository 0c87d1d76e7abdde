/** A clock that stands still until a test moves it. */

import type { Clock } from "./clock.ts";

/** Time in the hands of a test. */
export interface ManualClock extends Clock {
  /**
   * Moves time on by this many milliseconds; sleepers that become due wake in their order, each at its own time, and
   * what one does then with nothing else to wait for is done before the next one wakes.
   */
  advance(milliseconds: number): Promise<void>;
  /** How many sleep. */
  sleeping(): number;
}

interface Sleeper {
  readonly due: number;
  readonly wake: () => void;
}

/**
 * Makes a clock that shows `start`, in milliseconds since 1970, until it is moved. Who sleeps for no time is not held
 * up.
 *
 * @example
 * const clock = createManualClock();
 * const sleeping = clock.sleep(1_000);
 * await clock.advance(1_000);
 * await sleeping;
 */
export function createManualClock(start = 0): ManualClock {
  let now = start;
  const sleepers = new Set<Sleeper>();
  return {
    now: () => now,
    sleep: (milliseconds, signal) =>
      new Promise((resolve, reject) => {
        signal?.throwIfAborted();
        // As timers do, with what is no number too.
        if (!(milliseconds > 0)) {
          resolve();
          return;
        }
        const sleeper: Sleeper = {
          due: now + milliseconds,
          wake: () => {
            signal?.removeEventListener("abort", onAbort);
            resolve();
          },
        };
        function onAbort(): void {
          sleepers.delete(sleeper);
          reject(signal?.reason);
        }
        signal?.addEventListener("abort", onAbort, { once: true });
        sleepers.add(sleeper);
      }),
    advance: async (milliseconds) => {
      const end = now + milliseconds;
      await settle();
      for (;;) {
        // A stable sort: of two that are due together, the first to sleep wakes first.
        const next = [...sleepers].sort((left, right) => left.due - right.due)[0];
        if (!next || next.due > end) break;
        now = next.due;
        sleepers.delete(next);
        next.wake();
        await settle();
      }
      now = end;
    },
    sleeping: () => sleepers.size,
  };
}

/** Lets everything run that waits for nothing but its turn. */
export function settle(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve));
}
