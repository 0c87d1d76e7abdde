/** How many requests an app or a key may send in a minute, where somebody has set that. */

import type { Clock } from "@parley/clock";
import type { Transaction } from "../core/world/index.ts";
import { windows } from "./collections.ts";
import { type RefusalReply, refuse } from "./errors.ts";

const minute = 60_000;

/** Too many requests, and when to come again. */
export interface LimitReply extends RefusalReply<429> {
  readonly headers: { readonly "Retry-After": number };
}

/** Counts a request. @returns The refusal, where it is one too many. */
export async function countRequest(
  transaction: Transaction,
  clock: Pick<Clock, "now">,
  { limitedAs: name, requestsPerMinute }: { readonly limitedAs: string; readonly requestsPerMinute?: number },
): Promise<LimitReply | undefined> {
  if (requestsPerMinute === undefined) return undefined;
  const now = clock.now();
  const last = await transaction.get(windows, name);
  const window = last && now - last.startedAt < minute ? last : { name, startedAt: now, count: 0 };
  if (window.count >= requestsPerMinute) return tooMany((window.startedAt + minute - now) / 1_000);
  await transaction.put(windows, { ...window, count: window.count + 1 });
  return undefined;
}

/** Refuses for some seconds. */
export function tooMany(seconds: number): LimitReply {
  return {
    ...refuse(429, "RATE_LIMITED", "Too many requests"),
    headers: { "Retry-After": Math.max(1, Math.ceil(seconds)) },
  };
}
