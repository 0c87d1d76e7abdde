/** When a failed attempt is tried again, and after how long. */

import type { Clock } from "@parley/clock";

/** Limits of retrying; times in milliseconds. */
export interface RetryPolicy {
  /** Tries after the first; 0 for none. */
  readonly maxRetries: number;
  /** Upper bound of the first wait; it doubles with each try. */
  readonly baseDelay: number;
  readonly maxDelay: number;
  /** Longest `Retry-After` that is waited for; a longer one ends the call. */
  readonly maxRetryAfter: number;
}

const retryableStatuses = [408, 425, 429, 500, 502, 503, 504];

/** Whether a status may be gone the next time. */
export function isRetryableStatus(status: number): boolean {
  return retryableStatuses.includes(status);
}

/**
 * Milliseconds that a response asks to wait: `retry-after-ms`, or `Retry-After` in seconds or as a date
 * (RFC 9110 section 10.2.3); `undefined` if it does not ask.
 */
export function readRetryAfter(headers: Headers, clock: Pick<Clock, "now">): number | undefined {
  const text = headers.get("retry-after") ?? "";
  // By the clock that wrote it, if that is known.
  const now = Date.parse(headers.get("date") ?? "") || clock.now();
  return [
    readNumber(headers.get("retry-after-ms")),
    readNumber(text) * 1000,
    // Date.parse finds dates in almost any text; those of HTTP end so.
    Math.max(0, Date.parse(text.endsWith(" GMT") ? text : "") - now),
  ].find((wait) => wait >= 0);
}

function readNumber(text: string | null): number {
  return /^\d+(\.\d+)?$/.test(text ?? "") ? Number(text) : Number.NaN;
}

/**
 * Milliseconds to wait before a retry: what the server asks for, otherwise exponential back-off with full jitter.
 *
 * @param attempt - The attempt that failed, from 1.
 * @returns `undefined` when there is no further try.
 */
export function retryDelay(
  attempt: number,
  retryAfter: number | undefined,
  policy: RetryPolicy,
  random: () => number,
): number | undefined {
  if (attempt > policy.maxRetries) return undefined;
  if (retryAfter !== undefined) return retryAfter <= policy.maxRetryAfter ? retryAfter : undefined;
  return random() * Math.min(policy.maxDelay, policy.baseDelay * 2 ** (attempt - 1));
}
