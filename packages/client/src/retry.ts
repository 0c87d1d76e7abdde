/** When a failed attempt is tried again, and after how long. */

import type { Clock } from "./clock.ts";

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
  const milliseconds = headers.get("retry-after-ms")?.trim();
  if (milliseconds && /^\d+(\.\d+)?$/.test(milliseconds)) return Number(milliseconds);
  const text = headers.get("retry-after")?.trim();
  if (!text) return undefined;
  if (/^\d+$/.test(text)) return Number(text) * 1000;
  const date = Date.parse(text);
  return Number.isNaN(date) ? undefined : Math.max(0, date - clock.now());
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
