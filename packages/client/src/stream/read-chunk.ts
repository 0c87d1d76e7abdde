/** Waits for the next bytes of a stream, until its reader gives up or it has been silent for too long. */

import type { Clock } from "@parley/clock";
import { untilAborted } from "../request/index.ts";

/** What ends the waiting. */
export interface ReadLimits {
  readonly signal: AbortSignal;
  readonly clock: Clock;
  /** Longest silence in milliseconds, any where there is none; heartbeat comments count as bytes. */
  readonly idle: number | undefined;
  /** Makes the error of a silence of so many milliseconds. */
  readonly createIdleError: (idle: number) => Error;
}

/**
 * The next bytes, also where the source does not heed the signal. Time counts only while somebody waits.
 *
 * @throws The reason of the signal; the error of silence; what the source fails with.
 */
export function readChunk(
  reader: ReadableStreamDefaultReader<Uint8Array>,
  { signal, clock, idle, createIdleError }: ReadLimits,
): Promise<ReadableStreamReadResult<Uint8Array>> {
  const read = untilAborted(reader.read(), signal);
  if (idle === undefined) return read;
  const arrived = new AbortController();
  return new Promise((resolve, reject) => {
    // With a reason, since making the usual error costs more than all of this.
    read.finally(() => arrived.abort(0)).then(resolve, reject);
    clock.sleep(idle, arrived.signal).then(
      () => reject(createIdleError(idle)),
      () => {},
    );
  });
}
