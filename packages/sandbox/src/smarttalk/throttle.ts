/** Throttling: the vendor asks for reasonable use, and publishes no numbers; these are ours. */

import { hashOf } from "../core/auth/index.ts";
import type { SomeHandlers } from "./contract.ts";
import type { Desk } from "./desk.ts";
import { refusal } from "./errors.ts";
import { usages } from "./records/index.ts";

/** Milliseconds. */
const minute = 60_000;
/** Requests of one credential a minute, of whatever operations; those without one share a window. */
const requestsPerMinute = 12_000;

/** A request as far as it is counted. */
interface Counted {
  readonly request: Request;
}

/** Counts a request. @returns Seconds until there is room again, where there is none. */
export async function countRequest(
  desk: Desk,
  request: Request,
  { name, most }: { readonly name: string; readonly most: number },
): Promise<number | undefined> {
  const credential = ["authorization", "x-api-key", "x-chat-visitor-token", "appToken"]
    .map((header) => request.headers.get(header))
    .find((value) => value !== null);
  // One token is one caller, however it is sent.
  const token = credential?.replace(/^bearer +/i, "") ?? "";
  const id = `${name}/${await hashOf(token)}`;
  const now = desk.clock.now();
  const window = Math.floor(now / minute);
  return desk.inWorld(request, async (transaction) => {
    const usage = await transaction.get(usages, id);
    const count = usage?.window === window ? usage.count + 1 : 1;
    if (count > most) return Math.max(1, Math.ceil(((window + 1) * minute - now) / 1_000));
    await transaction.put(usages, { id, window, count });
    return undefined;
  });
}

/** A refusal of who has asked too often. */
export function tooManyRequests(seconds: number) {
  return { ...refusal(429, "Too many requests"), headers: { "Retry-After": seconds } };
}

/** The same handlers, which refuse a caller who asks too often. */
export function throttle<Some extends SomeHandlers>(desk: Desk, handlers: Some): Some {
  const throttled = Object.entries(handlers).map(([name, handler]) => {
    // Whatever the operation is, its handler is given a request, and may answer 429.
    const answer = handler as (context: Counted) => unknown;
    const counted = async (context: Counted) => {
      const seconds = await countRequest(desk, context.request, { name: "all", most: requestsPerMinute });
      return seconds === undefined ? answer(context) : tooManyRequests(seconds);
    };
    return [name, counted] as const;
  });
  return Object.fromEntries(throttled) as unknown as Some; // the same names, with handlers of the same operations
}
