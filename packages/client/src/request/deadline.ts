/** The end of one attempt: its time limit, or the signal of the caller. */

import type { Clock } from "@parley/clock";

/** The end of one attempt. */
export interface Deadline {
  /** Ends with the time limit or with the signal of the caller, whichever is first. */
  readonly signal: AbortSignal;
  /** Does the work of the attempt, or throws the reason of the signal as soon as that ends. */
  run<Result>(work: () => Promise<Result>): Promise<Result>;
}

/** Makes the end of an attempt. */
export function createDeadline({
  clock,
  timeout,
  signal,
}: {
  readonly clock: Clock;
  readonly timeout: number;
  readonly signal?: AbortSignal;
}): Deadline {
  const late = new AbortController();
  const ended = signal ? AbortSignal.any([late.signal, signal]) : late.signal;
  return {
    signal: ended,
    async run(work) {
      const settled = new AbortController();
      clock.sleep(timeout, settled.signal).then(
        () => late.abort(),
        () => {},
      );
      try {
        return await untilAborted(work(), ended);
      } finally {
        // With a reason, since making the usual error costs more than all of this.
        settled.abort(0);
      }
    },
  };
}

/** What is awaited, or the reason of the signal as soon as it ends, also where the work does not heed the signal. */
export function untilAborted<Result>(work: Promise<Result>, signal: AbortSignal): Promise<Result> {
  return new Promise((resolve, reject) => {
    const leave = () => reject(signal.reason);
    if (signal.aborted) leave();
    signal.addEventListener("abort", leave);
    work.then(resolve, reject).then(() => signal.removeEventListener("abort", leave));
  });
}
