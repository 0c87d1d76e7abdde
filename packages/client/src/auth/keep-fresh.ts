/** Refreshes a token in the background, by the clock. */

import { type Clock, systemClock } from "@parley/clock";
import type { TokenSource } from "./token-source.ts";

const second = 1_000;
const minute = 60_000;

/**
 * Keeps the token of a source fresh also while nobody asks for it: it is replaced about 60 seconds before its end, or
 * at half of its life if it lives less than 120 seconds. Failures are left to those who ask.
 *
 * It looks at the clock at least every minute, since timers stand still while a machine sleeps.
 *
 * @returns A promise that is fulfilled when the signal ends; it never rejects.
 * @example
 * void keepFresh(source, { signal: widget.signal });
 */
export async function keepFresh(
  source: TokenSource,
  { signal, clock = systemClock }: { readonly signal: AbortSignal; readonly clock?: Clock },
): Promise<void> {
  let end: number | undefined;
  let due = 0;
  while (!signal.aborted) {
    try {
      await source.get({ signal }).catch(() => {});
      // Time for the refresh that this may have begun.
      await clock.sleep(second, signal);
      const now = clock.now();
      const nextEnd = source.expiresAt() ?? Number.POSITIVE_INFINITY;
      // One second late on purpose: a timer that fires early would find that it is not time yet.
      if (nextEnd !== end || due <= now) due = nextEnd - Math.min(minute - second, (nextEnd - now) / 2);
      end = nextEnd;
      await clock.sleep(Math.min(minute, Math.max(0, due - now)), signal);
    } catch {
      // Only the signal ends a sleep before its time.
    }
  }
}
