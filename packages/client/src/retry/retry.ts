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
  const milliseconds = readNumber(headers.get("retry-after-ms"));
  if (milliseconds !== undefined) return milliseconds;
  const text = headers.get("retry-after");
  const seconds = readNumber(text);
  if (seconds !== undefined) return seconds * 1000;
  // Date.parse finds dates in almost any text; those of HTTP end so.
  if (!text?.endsWith(" GMT")) return undefined;
  // By the clock that wrote it, if that is known.
  const wait = Date.parse(text) - (Date.parse(headers.get("date") ?? "") || clock.now());
  return Number.isNaN(wait) ? undefined : Math.max(0, wait);
}

function readNumber(text: string | null): number | undefined {
  return text !== null && /^\d+(\.\d+)?$/.test(text) ? Number(text) : undefined;
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
