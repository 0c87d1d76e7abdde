/** What a case is. */

import type { RequestPlan } from "./request.ts";

/** A documented answer: one named example of one status, or a status without one. */
export interface PositiveCase {
  readonly kind: "positive";
  readonly title: string;
  readonly operationId: string;
  readonly status: string;
  readonly mediaType: string | undefined;
  readonly example: string | undefined;
  readonly request: RequestPlan;
  /** Whether it is asked for by HEAD, for which a server may answer 405 instead. */
  readonly isHead?: true;
}

/** A request that breaks one rule of the contract. */
export interface NegativeCase {
  readonly kind: "negative";
  readonly title: string;
  readonly operationId: string;
  readonly request: RequestPlan;
  /** Statuses that the contract documents for this, or HTTP demands. */
  readonly expected: readonly string[];
  /** Whether no operation is meant, so that the contract cannot say what the body of the refusal is. */
  readonly isUnrouted: boolean;
}

/** All cases of one contract, and what they cover. */
export interface Cases {
  readonly positive: readonly PositiveCase[];
  readonly negative: readonly NegativeCase[];
  readonly counts: {
    readonly operations: number;
    readonly statuses: number;
    /** Documented examples, each asked for at least once. */
    readonly examples: number;
    /** Right requests: one for each example and each status without one, and the other ways to ask rightly. */
    readonly positives: number;
    readonly negatives: number;
  };
}
