/** Notices that a client has stopped reading. */

import type { Clock } from "./clock.ts";

/** A timer that runs while something waits in a socket. */
export interface StallTimer {
  /** Starts anew. */
  start(): void;
  stop(): void;
}

/** Makes a timer that calls `onStall` when it runs for this many milliseconds. */
export function createStallTimer(clock: Clock, milliseconds: number, onStall: () => void): StallTimer {
  let running: AbortController | undefined;
  function stop(): void {
    running?.abort();
    running = undefined;
  }
  return {
    start() {
      stop();
      running = new AbortController();
      clock.sleep(milliseconds, running.signal).then(onStall, () => {});
    },
    stop,
  };
}
