/** A clock that stands still until a test moves it. */

import type { ApiOptions } from "@parley/client";

/** Time in the hands of a test. */
export interface ManualClock extends NonNullable<ApiOptions["clock"]> {
  /** Moves time on; sleepers that become due wake in their order. */
  advance(milliseconds: number): Promise<void>;
  /** How many sleep. */
  sleeping(): number;
}

/** Makes a clock that shows `start`, in milliseconds since 1970; who sleeps for no time is not held up. */
export function createManualClock(start = Date.UTC(2026, 0, 26)): ManualClock {
  let now = start;
  const sleepers = new Set<{ readonly due: number; readonly wake: () => void }>();
  return {
    now: () => now,
    sleep: async (milliseconds, signal) => {
      signal?.throwIfAborted();
      if (milliseconds <= 0) return;
      await new Promise<void>((resolve, reject) => {
        const sleeper = { due: now + milliseconds, wake: resolve };
        sleepers.add(sleeper);
        signal?.addEventListener("abort", () => {
          sleepers.delete(sleeper);
          reject(signal.reason);
        });
      });
    },
    advance: async (milliseconds) => {
      const end = now + milliseconds;
      await settle();
      for (;;) {
        const [next] = [...sleepers].sort((left, right) => left.due - right.due);
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
