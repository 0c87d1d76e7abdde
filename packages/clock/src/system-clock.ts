/** The time of the machine. */

import type { Clock } from "./clock.ts";

/** Timers take no more than 2 ** 31 - 1 milliseconds, and fire at once for more; what is longer is slept in pieces. */
const longestPiece = 2_000_000_000;

/** The time of the machine. */
export const systemClock: Clock = {
  now: () => Date.now(),
  sleep: (milliseconds, signal) =>
    new Promise((resolve, reject) => {
      signal?.throwIfAborted();
      const piece = Math.min(milliseconds, longestPiece);
      const timer = setTimeout(() => {
        signal?.removeEventListener("abort", onAbort);
        resolve(piece < milliseconds ? systemClock.sleep(milliseconds - piece, signal) : undefined);
      }, piece);
      function onAbort(): void {
        clearTimeout(timer);
        reject(signal?.reason);
      }
      signal?.addEventListener("abort", onAbort, { once: true });
    }),
};
