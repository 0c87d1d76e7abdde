/** One tab of a browser gets a new token for all of them (Web Locks, BroadcastChannel). */

import { type Clock, systemClock } from "@parley/clock";
import { type FetchToken, readToken, type Token, type TokenResult, takeToken } from "./token-result.ts";

/** What is used of `navigator.locks`. */
export interface TokenLocks {
  request<Result>(
    name: string,
    options: { readonly ifAvailable?: boolean; readonly signal?: AbortSignal },
    callback: (lock: unknown) => Promise<Result>,
  ): Promise<Result>;
}

/** What is used of a `BroadcastChannel`. */
export interface TokenChannel {
  postMessage(message: unknown): void;
  addEventListener(type: "message", listener: (event: { readonly data: unknown }) => void): void;
  close(): void;
}

/** Options of {@link shareFetchToken}. */
export interface ShareOptions {
  /**
   * Name of what is shared. It must differ for each user, application and server: all tabs of an origin that share a
   * name share their tokens.
   */
  readonly name: string;
  /** Ends the sharing and closes the channel; each tab then asks for itself. */
  readonly signal?: AbortSignal;
  readonly clock?: Clock;
  /** `navigator.locks` by default. */
  readonly locks?: TokenLocks | undefined;
  /** A `BroadcastChannel` of that name by default. */
  readonly channel?: TokenChannel | undefined;
}

/** Longest wait for a token that another tab may just have sent. */
const deliveryTime = 100;
/** Longest wait for another tab that asks. */
const patience = 10_000;

/**
 * Wraps `fetchToken` so that of several tabs which need a token one asks and the others are given its token. Tokens
 * are passed on, never stored. Where a browser has no Web Locks or no BroadcastChannel, or does not allow them, each
 * tab asks for itself.
 *
 * @returns A `fetchToken` for `createTokenSource`.
 * @example
 * const source = createTokenSource({ fetchToken: shareFetchToken(fetchToken, { name: `chat ${userId}` }) });
 */
export function shareFetchToken(fetchToken: FetchToken, options: ShareOptions): FetchToken {
  const { name, signal, clock = systemClock } = options;
  const locks = "locks" in options ? options.locks : findLocks();
  const channel = "channel" in options ? options.channel : openChannel(locks && name);
  if (!locks || !channel) return fetchToken;

  let received: Token | undefined;
  const listeners = new Set<(token: Token) => void>();
  channel.addEventListener("message", ({ data }) => {
    const token = readMessage(data);
    if (!token) return;
    received = token;
    for (const listener of listeners) listener(token);
  });
  signal?.addEventListener("abort", () => channel.close(), { once: true });

  /** What another tab sent since this one last needed a token. */
  function takeReceived(): Token | undefined {
    const token = received;
    received = undefined;
    return token && token.expiresAt > clock.now() ? token : undefined;
  }

  return async (context) => {
    if (signal?.aborted) return fetchToken(context);
    const sent = takeReceived();
    if (sent) return sent;

    let asked: Promise<Token> | undefined;
    const ask = () => {
      asked ??= fetchToken(context).then(async (result) => {
        const token = await takeToken(result);
        if (!signal?.aborted) channel.postMessage(token);
        return token;
      });
      return asked;
    };
    const finished = new AbortController();
    const waiting = AbortSignal.any([context.signal, finished.signal]);
    let arrive: (token: Token) => void = () => {};
    const arrived = new Promise<Token>((resolve) => {
      arrive = resolve;
    });
    listeners.add(arrive);
    try {
      const own = await locks.request(name, { ifAvailable: true }, async (lock) => (lock ? ask() : undefined));
      if (own) return own;
      return await Promise.race([
        arrived,
        locks.request(
          name,
          { signal: waiting },
          // The other tab let go of the lock, so its token is on its way; if there is none, that tab failed.
          async () => (await Promise.race([arrived, clock.sleep(deliveryTime, waiting)])) ?? ask(),
        ),
        clock.sleep(patience, waiting).then(ask),
      ]);
    } catch (error) {
      // Locks are refused where an origin is opaque, as in a sandboxed frame.
      if (asked || context.signal.aborted) throw error;
      return ask();
    } finally {
      listeners.delete(arrive);
      received = undefined;
      finished.abort();
    }
  };
}

/** The token in a message of another tab; none in what other scripts of the origin may send. */
function readMessage(data: unknown): Token | undefined {
  try {
    return typeof data === "object" ? readToken(data as TokenResult) : undefined; // readToken refuses everything else
  } catch {
    return undefined;
  }
}

function findLocks(): TokenLocks | undefined {
  const { navigator } = globalThis as { navigator?: { locks?: TokenLocks } }; // the types of the DOM are not loaded
  return navigator?.locks;
}

function openChannel(name: string | undefined): TokenChannel | undefined {
  return name !== undefined && "BroadcastChannel" in globalThis ? new BroadcastChannel(name) : undefined;
}
