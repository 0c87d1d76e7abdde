/** RFC 9110 section 12: whether an operation has something that the caller takes, and whether that is its stream. */

import type { Operation } from "@parley/contracts";
import { type Preference, takesAll } from "../contract/index.ts";
import type { RequestBody } from "./body.ts";
import { Refusal } from "./problem.ts";
import type { RawPair } from "./text.ts";

const eventStream = "text/event-stream";

/**
 * Refuses a caller who takes nothing that the operation has, not even its errors.
 *
 * What the answer turns out to be is held against the header once more, by {@link refuseUnacceptable}.
 *
 * @throws Refusal
 */
export function refuseHopeless({ responses }: Operation, prefer: Preference): void {
  if (prefer === takesAll) return;
  const answers = Object.entries(responses);
  const isPossible = answers.some(
    ([status, types]) => types.some((type) => prefer(type) > 0) || (status.startsWith("2") && types.length === 0),
  );
  if (!isPossible) throw notAcceptable();
}

/**
 * Refuses to answer with a success that the caller does not take; errors are sent all the same.
 *
 * @throws Refusal
 */
export function refuseUnacceptable(status: number, mediaType: string, prefer: Preference): void {
  if (status < 300 && prefer(mediaType) === 0) throw notAcceptable();
}

function notAcceptable(): Refusal {
  return new Refusal("not_acceptable", "There is no answer of a media type that Accept allows");
}

/** Whether a request asks for the event stream: by the way that the contract has for it, or by `Accept`. */
export function isStreaming(
  { stream, responses }: Operation,
  prefer: Preference,
  query: readonly RawPair[],
  body: RequestBody | undefined,
): boolean {
  if (!stream) return false;
  const others = (responses[stream.status] ?? []).filter((type) => type !== eventStream);
  if (others.length === 0) return true;
  const wish = prefer(eventStream);
  const otherWish = Math.max(...others.map(prefer));
  if (wish === 0 || otherWish === 0) return wish > 0;
  const isAsked = stream.requestedBy.some(({ in: place, name, value }) =>
    place === "query"
      ? query.some((pair) => pair.name === name && pair.value === String(value))
      : memberOf(body?.value, name) === value,
  );
  return isAsked || wish > otherWish;
}

function memberOf(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null && Object.hasOwn(value, name)
    ? (value as Record<string, unknown>)[name] // it has the member
    : undefined;
}
