/** What follows an attempt, as a step from data to data: an answer, one replay after 401, a wait and another try. */

import { isRetryableStatus, type RetryPolicy, retryDelay } from "../retry/index.ts";

/** What has been tried so far. */
export interface Attempts {
  /** Tries that count against the retries; the replay after 401 does not. */
  readonly tries: number;
  readonly isRefreshed: boolean;
}

/** How an attempt ended: with a response, or without one. */
export type Outcome =
  | { readonly status: number; readonly retryAfter: number | undefined; readonly canRefresh: boolean }
  | { readonly isTransient: boolean };

/** What a call allows. */
export interface StepRules {
  /** Whether the request can be sent a second time. */
  readonly isReplayable: boolean;
  /** Whether it may be, although the server may have received it. */
  readonly isRepeatable: boolean;
  readonly retry: RetryPolicy;
  readonly random: () => number;
}

/** What follows: `end` hands the outcome over, the others are another attempt, after a wait in milliseconds. */
export type Step =
  | { readonly type: "end" }
  | { readonly type: "again"; readonly delay: number; readonly next: Attempts };

const end: Step = { type: "end" };

/** The first attempt of a call. */
export const firstAttempt: Attempts = { tries: 1, isRefreshed: false };

/** Decides what follows an attempt. */
export function nextStep(attempts: Attempts, outcome: Outcome, rules: StepRules): Step {
  const { tries, isRefreshed } = attempts;
  if (!rules.isReplayable) return end;
  if ("status" in outcome && outcome.status === 401 && outcome.canRefresh && !isRefreshed) {
    return { type: "again", delay: 0, next: { tries, isRefreshed: true } };
  }
  const isRetryable = "status" in outcome ? isRetryableStatus(outcome.status) : outcome.isTransient;
  if (!isRetryable || !rules.isRepeatable) return end;
  const retryAfter = "status" in outcome ? outcome.retryAfter : undefined;
  const delay = retryDelay(tries, retryAfter, rules.retry, rules.random);
  return delay === undefined ? end : { type: "again", delay, next: { tries: tries + 1, isRefreshed } };
}
