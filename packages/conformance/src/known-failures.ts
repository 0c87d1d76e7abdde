/** Cases that a target is known to fail: they must fail, so that none stays on the list when it has been mended. */

import type { NegativeCase, PositiveCase } from "./case-types.ts";

/** Cases that one target fails, and why. */
export interface KnownFailure {
  /** The titles of the cases: one, or those that match. */
  readonly cases: string | RegExp;
  /** What the target cannot do. */
  readonly reason: string;
}

/** What there is to say of a case when its target is known to fail it, or not. */
export function judgeKnown(title: string, problems: readonly string[], known: readonly KnownFailure[] = []): string[] {
  const failure = known.find((one) => matches(one, title));
  if (!failure) return [...problems];
  if (problems.length > 0) return [];
  return [`It passes, but is a known failure ("${failure.reason}"); take it off the list.`];
}

/** The known failures that no case has: what they were for is gone. */
export function listUnused(known: readonly KnownFailure[], cases: readonly (PositiveCase | NegativeCase)[]): string[] {
  return known
    .filter((one) => !cases.some(({ title }) => matches(one, title)))
    .map(({ cases: titles, reason }) => `No case is ${String(titles)}, a known failure ("${reason}").`);
}

function matches({ cases }: KnownFailure, title: string): boolean {
  return typeof cases === "string" ? cases === title : cases.test(title);
}
