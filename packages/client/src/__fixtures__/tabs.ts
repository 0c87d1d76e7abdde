/** Web Locks and broadcast channels of several tabs of one browser, in one process. */

import type { TokenChannel, TokenLocks } from "../auth/index.ts";

/** A browser for tests. */
export interface Browser {
  readonly locks: TokenLocks;
  /** A channel as one tab opens it; it hears what the others post. */
  openChannel(): TokenChannel & { readonly isClosed: () => boolean };
  /** Everything that was posted. */
  readonly posted: readonly unknown[];
  /** How many hold or wait for a lock. */
  requests(): number;
}

interface Waiting {
  readonly grant: () => void;
}

/**
 * Makes a browser.
 *
 * @param deliver - Decides when a message arrives; at the next turn by default.
 */
export function createBrowser(deliver: (arrive: () => void) => void = setTimeout): Browser {
  const queue: Waiting[] = [];
  const listeners = new Map<object, ((event: { readonly data: unknown }) => void)[]>();
  const posted: unknown[] = [];
  let isHeld = false;

  function next(): void {
    isHeld = false;
    queue.shift()?.grant();
  }

  return {
    posted,
    requests: () => queue.length + Number(isHeld),
    locks: {
      async request(_name, { ifAvailable, signal }, callback) {
        if (ifAvailable && isHeld) return callback(null);
        if (isHeld) {
          await new Promise<void>((resolve, reject) => {
            const waiting = { grant: resolve };
            queue.push(waiting);
            signal?.addEventListener("abort", () => {
              const index = queue.indexOf(waiting);
              if (index >= 0) queue.splice(index, 1);
              reject(signal.reason);
            });
          });
        }
        isHeld = true;
        try {
          return await callback({ name: _name });
        } finally {
          next();
        }
      },
    },
    openChannel() {
      const own: ((event: { readonly data: unknown }) => void)[] = [];
      const channel = {
        isClosed: () => !listeners.has(channel),
        postMessage(message: unknown) {
          if (!listeners.has(channel)) throw new Error("The channel is closed.");
          posted.push(message);
          const data: unknown = structuredClone(message);
          deliver(() => {
            for (const [other, handlers] of listeners) {
              if (other !== channel) for (const handler of handlers) handler({ data });
            }
          });
        },
        addEventListener: (_type: "message", listener: (event: { readonly data: unknown }) => void) => {
          own.push(listener);
        },
        close: () => {
          listeners.delete(channel);
        },
      };
      listeners.set(channel, own);
      return channel;
    },
  };
}
