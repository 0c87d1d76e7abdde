/** Notices that a client has stopped reading. */

import type { ServerResponse } from "node:http";
import type { Clock } from "@parley/clock";

/** Made once, because a new one for each stop would cost more than the write that it watches. */
const stopped = new DOMException("The timer was stopped.", "AbortError");

/** A timer that runs while something waits in a socket. */
export interface StallTimer {
  /** Starts anew. */
  start(): void;
  stop(): void;
}

/** Makes a timer that calls `onStall` when the client takes nothing for `stallTimeout` milliseconds. */
export function createStallTimer(
  { clock, stallTimeout }: { readonly clock: Clock; readonly stallTimeout: number },
  response: ServerResponse,
  onStall: () => void,
): StallTimer {
  let running: AbortController | undefined;
  function stop(): void {
    running?.abort(stopped);
    running = undefined;
  }
  return {
    start() {
      stop();
      // Behind another response of its connection, it is not the client who makes this one wait.
      if (!response.socket) return;
      running = new AbortController();
      clock.sleep(stallTimeout, running.signal).then(onStall, () => {});
    },
    stop,
  };
}
