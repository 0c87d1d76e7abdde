/** Ends the body of a stream that has gone silent, or that its reader gives up. */

import type { Clock } from "@parley/clock";

/** What ends a stream. */
export interface StreamWatch {
  readonly signal: AbortSignal;
  readonly clock: Clock;
  /** Longest silence in milliseconds, any where there is none; heartbeat comments count as bytes. */
  readonly idle: number | undefined;
  /** Makes the error of a silence of so many milliseconds. */
  readonly createIdleError: (idle: number) => Error;
}

/**
 * The same bytes until the signal ends, also where the source does not heed it, or until none comes for a time.
 * Nothing is read before it is asked for, and time counts only while somebody waits.
 */
export function watchStream(
  body: ReadableStream<Uint8Array>,
  { signal, clock, idle, createIdleError }: StreamWatch,
): ReadableStream<Uint8Array> {
  const reader = body.getReader();
  let onAbort: () => void;
  const watched = {
    start(controller: ReadableStreamDefaultController<Uint8Array>) {
      onAbort = () => fail(controller, signal.reason);
      signal.addEventListener("abort", onAbort, { once: true });
    },
    async pull(controller: ReadableStreamDefaultController<Uint8Array>) {
      const arrived = new AbortController();
      if (idle !== undefined) {
        clock.sleep(idle, arrived.signal).then(
          () => fail(controller, createIdleError(idle)),
          () => {},
        );
      }
      const { done, value } = await reader.read().finally(() => arrived.abort(0));
      if (!done) controller.enqueue(value);
      else {
        signal.removeEventListener("abort", onAbort);
        controller.close();
      }
    },
    cancel(reason: unknown) {
      signal.removeEventListener("abort", onAbort);
      return reader.cancel(reason);
    },
  };

  function fail(controller: ReadableStreamDefaultController<Uint8Array>, error: unknown): void {
    controller.error(error);
    reader.cancel(error).catch(() => {});
  }

  return new ReadableStream(watched, { highWaterMark: 0 });
}
