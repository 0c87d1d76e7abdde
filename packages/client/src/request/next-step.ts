/** What follows an attempt, as a step from data to data: nothing, one replay after 401, or a wait and another try. */

import { type RetryPolicy, retryDelay } from "../retry/index.ts";

/** What has been tried so far. */
export interface Attempts {
  /** Tries that count against the retries; the replay after 401 does not. */
  readonly tries: number;
  readonly isRefreshed: boolean;
}

/** How an attempt ended. */
export interface Outcome {
  /** Whether the next one may end better. */
  readonly isTransient: boolean;
  /** Whether the server refused a token that can be replaced. */
  readonly canRefresh?: boolean;
  /** Milliseconds to wait that the server asked for. */
  readonly retryAfter?: number | undefined;
}

/** What a call allows. */
export interface StepRules {
  /** Whether the request can be sent a second time. */
  readonly isReplayable: boolean;
  /** Whether it may be, although the server may have received it. */
  readonly isRepeatable: boolean;
  readonly retry: RetryPolicy;
  readonly random: () => number;
}

/** Another attempt, after a wait in milliseconds. */
export interface Step extends Attempts {
  readonly delay: number;
}

/** The first attempt of a call. */
export const firstAttempt: Attempts = { tries: 1, isRefreshed: false };

/** Decides what follows an attempt; `undefined` where its outcome is final. */
export function nextStep(
  { tries, isRefreshed }: Attempts,
  { isTransient, canRefresh, retryAfter }: Outcome,
  rules: StepRules,
): Step | undefined {
  if (!rules.isReplayable) return undefined;
  if (canRefresh && !isRefreshed) return { delay: 0, tries, isRefreshed: true };
  const delay =
    isTransient && rules.isRepeatable ? retryDelay(tries, retryAfter, rules.retry, rules.random) : undefined;
  return delay === undefined ? undefined : { delay, tries: tries + 1, isRefreshed };
}
