/** A token source whose `fetchToken` a test answers. */

import { createManualClock, type ManualClock, settle } from "@parley/clock/manual";
import type { FetchToken, TokenResult } from "../auth/index.ts";
import { createTokenSource, type TokenSource, type TokenSourceOptions } from "../auth/index.ts";

/** What the clock shows at first. */
export const start = Date.UTC(2026, 0, 1);
export const second = 1_000;
export const minute = 60 * second;

/** A source and the test that answers for its server. */
export interface Issuer {
  readonly source: TokenSource;
  readonly clock: ManualClock;
  /** How often a token was asked for. */
  readonly calls: () => number;
  /** Answers the oldest open request. */
  readonly answer: (result: TokenResult) => Promise<void>;
  readonly fail: (error: unknown) => Promise<void>;
  readonly signals: readonly AbortSignal[];
}

/** A source whose `fetchToken` waits until the test answers. */
export function createIssuer(options: Partial<TokenSourceOptions> = {}): Issuer {
  const clock = createManualClock(start);
  const open: { resolve: (result: TokenResult) => void; reject: (error: unknown) => void }[] = [];
  const signals: AbortSignal[] = [];
  const fetchToken: FetchToken = ({ signal }) => {
    signals.push(signal);
    return new Promise((resolve, reject) => {
      open.push({ resolve, reject });
    });
  };
  return {
    source: createTokenSource({ fetchToken, clock, random: () => 0.5, ...options }),
    clock,
    calls: () => signals.length,
    answer: async (result) => {
      await settle();
      open.shift()?.resolve(result);
      await settle();
    },
    fail: async (error) => {
      await settle();
      open.shift()?.reject(error);
      await settle();
    },
    signals,
  };
}

/** A token that lives so many milliseconds. */
export function lasting(token: string, lifetime: number, from: number): TokenResult {
  return { token, expiresAt: from + lifetime };
}
