/** Gives an access token that works: refreshed early, once for all who wait, not again and again after a failure. */

import { type Clock, systemClock } from "@parley/clock";
import { ApiError, TimeoutError, TokenError } from "../errors/index.ts";
import { type RetryPolicy, retryDelay } from "../retry/index.ts";
import { type FetchToken, readToken, type Token, type TokenResult, takeToken } from "./token-result.ts";

/** Where a client takes its access token from. */
export interface TokenSource {
  /**
   * Gives a token that is valid by all that is known.
   *
   * @throws TokenError when none can be got; the reason of the signal when that ends first.
   */
  get(options?: { readonly signal?: AbortSignal | undefined }): Promise<string>;
  /** Says that the server refused this very token; the next `get` asks for another. An older token is ignored. */
  invalidate(token: string): void;
  /** Tells the time of the server: the `Date` header of a response that did not come from a cache. */
  observeServerDate(date: Date): void;
  /** When the token ends, in milliseconds by the clock of this machine; `undefined` where nobody knows. */
  expiresAt(): number | undefined;
}

/** Options of {@link createTokenSource}. */
export interface TokenSourceOptions {
  /** Gets a new token; it is given up after 30 seconds. */
  readonly fetchToken: FetchToken;
  /** The token to begin with. */
  readonly token?: TokenResult | undefined;
  /**
   * Milliseconds before its end that a token is replaced; default 60,000. A token that lives less than twice as long
   * is replaced at half of its life.
   */
  readonly earlyRefresh?: number;
  readonly clock?: Clock;
  /** Gives numbers from 0 up to 1; `Math.random` by default. */
  readonly random?: () => number;
}

interface Flight {
  readonly promise: Promise<string>;
  readonly controller: AbortController;
  waiting: number;
}

const fetchTimeout = 30_000;
const backOff: RetryPolicy = {
  maxRetries: Number.POSITIVE_INFINITY,
  baseDelay: 1_000,
  maxDelay: 30_000,
  maxRetryAfter: 30_000,
};

/**
 * Makes a token source.
 *
 * While a token is valid, `get` gives it at once, also when its replacement is under way or fails. Without a valid
 * token all callers wait for one and the same `fetchToken`; after a failure `get` rejects without asking again until
 * a back-off of at most 30 seconds is over. A token whose end is unknown is used until the server refuses it; so is
 * a new token that seems to have ended already, because then a clock is wrong.
 *
 * @throws TokenError `malformed_token` when the token to begin with is none.
 * @example
 * const source = createTokenSource({ fetchToken: ({ signal }) => fetch("/chat-token", { method: "POST", signal }) });
 */
export function createTokenSource({
  fetchToken,
  token,
  earlyRefresh = 60_000,
  clock = systemClock,
  random = Math.random,
}: TokenSourceOptions): TokenSource {
  /** Milliseconds that the clock by which tokens are judged is ahead of this one. */
  let offset = 0;
  /** The same, of the clock that the server says in its responses. */
  let stated = 0;
  /** Whether the clock of the server contradicts the times of the token; then that of the issuer counts. */
  let isContradicted = false;
  let current: (Token & { readonly refreshAt: number }) | undefined;
  let refused: string | undefined;
  let flight: Flight | undefined;
  let failures = 0;
  let failure: TokenError | undefined;
  let retryAt = 0;

  const serverNow = () => clock.now() + offset;

  function keep(next: Token, since: number): void {
    // Half of the time that is left, so that a token which comes late in its life is not replaced again at once.
    const early = Math.min(earlyRefresh, (next.expiresAt - since) / 2);
    current = { ...next, refreshAt: next.expiresAt - early };
  }

  /** An offset by another observation; both the Date header and JWT claims are cut to whole seconds. */
  function correct(before: number, time: number): number {
    const jump = time - (clock.now() + before);
    return Math.abs(jump) >= 1_000 ? before + jump : before;
  }

  function accept(next: Token): void {
    const now = clock.now() + stated;
    // A new token was not issued in the future and has not ended, or that clock is wrong.
    isContradicted = next.issuedAt > now || next.expiresAt <= now;
    offset = isContradicted && !Number.isNaN(next.issuedAt) ? correct(stated, next.issuedAt) : stated;
    const expiresAt = next.expiresAt > serverNow() ? next.expiresAt : Number.POSITIVE_INFINITY;
    keep({ ...next, expiresAt }, serverNow());
  }

  async function refresh({ signal }: AbortController): Promise<string> {
    try {
      const asked = fetchToken({ signal });
      const timeout = clock.sleep(fetchTimeout, signal).then(() => {
        throw new TimeoutError(`fetchToken gave nothing within ${fetchTimeout} ms`, { code: "timeout" });
      });
      const next = await takeToken(await Promise.race([asked, timeout]));
      if (next.token === refused) {
        // It may work the next time: a server can refuse by mistake, and what stands before it may hand out copies.
        refused = undefined;
        throw new TokenError("fetchToken gave the token again that the server had refused", { code: "refused_token" });
      }
      accept(next);
      failures = 0;
      return next.token;
    } catch (cause) {
      if (signal.aborted) throw cause;
      failures += 1;
      const retryAfter = cause instanceof ApiError ? cause.retryAfter : undefined;
      retryAt = clock.now() + (retryDelay(failures, retryAfter, backOff, random) ?? backOff.maxDelay);
      failure =
        cause instanceof TokenError
          ? cause
          : new TokenError("There is no access token, because fetchToken failed", { code: "no_token", cause });
      throw failure;
    }
  }

  function start(): Flight {
    const controller = new AbortController();
    // Begun when the flight is known, so that a fetchToken which itself asks this source does not begin another.
    const promise = Promise.resolve(controller)
      .then(refresh)
      .finally(() => end(started));
    const started: Flight = { promise, controller, waiting: 0 };
    flight = started;
    return started;
  }

  function end(ended: Flight): void {
    if (flight === ended) flight = undefined;
    ended.controller.abort();
  }

  function join(joined: Flight, signal: AbortSignal | undefined): Promise<string> {
    joined.waiting += 1;
    if (!signal) return joined.promise;
    return new Promise((resolve, reject) => {
      const leave = () => {
        joined.waiting -= 1;
        if (joined.waiting === 0) end(joined);
        reject(signal.reason);
      };
      signal.addEventListener("abort", leave, { once: true });
      joined.promise.then(resolve, reject).finally(() => signal.removeEventListener("abort", leave));
    });
  }

  if (token !== undefined) {
    const first = readToken(token);
    if (first.issuedAt > serverNow()) offset = correct(offset, first.issuedAt);
    keep(first, first.issuedAt || serverNow());
  }

  return {
    async get({ signal } = {}) {
      signal?.throwIfAborted();
      const rest = retryAt - clock.now();
      // A clock that was set back must not make the rest longer than it ever was.
      const isResting = failures > 0 && rest > 0 && rest <= backOff.maxDelay;
      if (current && current.expiresAt > serverNow()) {
        const { token } = current;
        if (current.refreshAt <= serverNow() && !flight && !isResting) join(start(), undefined).catch(() => {});
        return token;
      }
      if (!flight && isResting) throw failure;
      return join(flight ?? start(), signal);
    },
    invalidate(token) {
      if (token !== current?.token) return;
      refused = token;
      current = undefined;
    },
    observeServerDate(date) {
      // The header is cut to the second: on average half a second has passed since.
      stated = correct(stated, date.getTime() + 500);
      if (!isContradicted) offset = stated;
    },
    expiresAt: () => (current && current.expiresAt < Number.POSITIVE_INFINITY ? current.expiresAt - offset : undefined),
  };
}
