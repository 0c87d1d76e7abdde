/** Plays the transcript of an event stream over time, as a platform would send it. */

import type { ServerResponse } from "node:http";
import type { Clock } from "@parley/clock";

/** Events per second unless somebody chooses otherwise: about as fast as people read. */
export const defaultPace = 20;

/** How a transcript is played. */
export interface Pacing {
  /** Events per second; 0 for all at once. */
  readonly pace: number;
  /** Seconds that the client is ready to wait for the whole stream (RFC 7240 section 4.3). */
  readonly wait: number | undefined;
  readonly clock: Clock;
}

/** The preference `wait` of a request, from `Prefer` or, where no header can be set, from the query as `__wait`. */
export function readWait(prefer: string | undefined, query: URLSearchParams): number | undefined {
  const [, seconds] = /(?:^|,)\s*wait\s*=\s*"?(\d+)"?\s*(?:$|[,;])/i.exec(prefer ?? "") ?? [];
  const text = seconds ?? query.get("__wait") ?? "";
  // A preference that cannot be read is ignored (RFC 7240 section 2).
  return /^\d+$/.test(text) ? Number(text) : undefined;
}

/** A transcript in pieces of one event each; comments come together with the event that follows. */
export function splitTranscript(text: string): string[] {
  const blocks = text.split(/(?<=(?:\r\n|\n|\r(?!\n)){2})/);
  const pieces: string[] = [];
  let pending = "";
  for (const block of blocks) {
    pending += block;
    // Without data nothing is dispatched (HTML Standard, 9.2.6).
    if (!/^data(:|$)/m.test(block)) continue;
    pieces.push(pending);
    pending = "";
  }
  return pending === "" ? pieces : [...pieces, pending];
}

/** Milliseconds between two of so many pieces. */
export function intervalOf(count: number, { pace, wait }: Omit<Pacing, "clock">): number {
  if (pace === 0) return 0;
  const interval = 1000 / pace;
  return wait === undefined ? interval : Math.min(interval, (wait * 1000) / Math.max(count - 1, 1));
}

/**
 * Writes a transcript piece by piece and ends the response; it stops when the client goes away.
 *
 * @returns How many pieces were written.
 */
export async function playTranscript(
  response: ServerResponse,
  pieces: readonly string[],
  { clock, ...pacing }: Pacing,
): Promise<number> {
  const interval = intervalOf(pieces.length, pacing);
  const gone = new AbortController();
  const stop = () => gone.abort();
  response.once("close", stop);
  let written = 0;
  try {
    for (const piece of pieces) {
      if (written > 0 && interval > 0) await clock.sleep(interval, gone.signal);
      if (response.destroyed) return written;
      response.write(piece);
      written += 1;
    }
    response.end();
  } catch (error) {
    if (!gone.signal.aborted) throw error;
  } finally {
    response.off("close", stop);
  }
  return written;
}
