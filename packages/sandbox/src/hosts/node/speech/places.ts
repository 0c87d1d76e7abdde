/** A bounded number that works, and a bounded number that waits for that. */

/** Places to work at. */
export interface Places {
  /**
   * Waits for a place, in the order of asking.
   *
   * @returns What gives the place back; `undefined` where too many wait.
   * @throws The reason of the signal, when it is aborted before or meanwhile.
   */
  take(signal?: AbortSignal): Promise<(() => void) | undefined>;
}

/** Makes places for `parallel` to work and `queue` to wait. */
export function createPlaces(parallel: number, queue: number): Places {
  const waiting: (() => void)[] = [];
  let taken = 0;
  function giveBack(): void {
    taken -= 1;
    waiting.shift()?.();
  }
  return {
    async take(signal) {
      signal?.throwIfAborted();
      if (taken >= parallel) {
        if (waiting.length >= queue) return undefined;
        await new Promise<void>((resolve, reject) => {
          const onAbort = () => {
            waiting.splice(waiting.indexOf(onTurn), 1);
            reject(signal?.reason);
          };
          const onTurn = () => {
            signal?.removeEventListener("abort", onAbort);
            // At once, so that nobody who asks now is faster.
            taken += 1;
            resolve();
          };
          waiting.push(onTurn);
          signal?.addEventListener("abort", onAbort, { once: true });
        });
      } else taken += 1;
      return giveBack;
    },
  };
}
