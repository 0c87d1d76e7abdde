/** Notices streams that have gone silent without being closed. */

import type { Clock } from "./clock.ts";
import { TimeoutError } from "./errors.ts";

/**
 * The same bytes, ended with {@link TimeoutError} when none comes for a time.
 *
 * @param idle - Longest silence in milliseconds; heartbeat comments count as bytes.
 */
export function watchIdle(body: ReadableStream<Uint8Array>, idle: number, clock: Clock): ReadableStream<Uint8Array> {
  const reader = body.getReader();
  return new ReadableStream({
    pull: async (controller) => {
      const arrived = new AbortController();
      const silence = clock.sleep(idle, arrived.signal).then(
        () => true,
        () => false,
      );
      const read = reader.read();
      const isSilent = await Promise.race([silence, read.then(() => false)]);
      arrived.abort();
      if (isSilent) {
        const error = new TimeoutError(`The stream was silent for ${idle} ms`, { code: "stream_idle" });
        read.catch(() => {});
        await reader.cancel(error);
        throw error;
      }
      const { done, value } = await read;
      if (done) controller.close();
      else controller.enqueue(value);
    },
    cancel: (reason) => reader.cancel(reason),
  });
}
