/** A clock that stands still until a test moves it. */

import type { VirtualClock } from "./virtual-clock.ts";
import { createVirtualClock } from "./virtual-clock.ts";

/** Time in the hands of a test. */
export type ManualClock = Omit<VirtualClock, "freeze" | "resume" | "isFrozen">;

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
  return createVirtualClock({ start, isFrozen: true, settle });
}

/** Lets everything run that waits for nothing but its turn. */
export function settle(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve));
}
