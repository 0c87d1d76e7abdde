/** Those who wait for more of a log. */

/** Those of one process who wait. */
export interface Waiters {
  /** Resolves at the next `wake` that means this log. @throws The reason of the signal. */
  wait(world: string, log: string, signal?: AbortSignal): Promise<void>;
  /** Wakes who waits for a log, for any log of a world, or for anything. */
  wake(world?: string, log?: string): void;
  /** Rejects all who wait. */
  end(reason: unknown): void;
  count(): number;
}

interface Waiter {
  readonly world: string;
  readonly log: string;
  readonly resolve: () => void;
  readonly reject: (reason: unknown) => void;
}

/** Makes a list of those who wait; `onCount` hears how many they are whenever that changes. */
export function createWaiters(onCount: (count: number) => void = () => {}): Waiters {
  const byLog = new Map<string, Set<Waiter>>();
  let count = 0;
  const nameOf = (world: string, log: string) => `${world}\n${log}`;

  function remove(waiter: Waiter): void {
    const name = nameOf(waiter.world, waiter.log);
    const waiters = byLog.get(name);
    if (!waiters?.delete(waiter)) return;
    if (waiters.size === 0) byLog.delete(name);
    count -= 1;
    onCount(count);
  }

  function of(world?: string, log?: string): Waiter[] {
    if (world !== undefined && log !== undefined) return [...(byLog.get(nameOf(world, log)) ?? [])];
    return [...byLog.values()]
      .flatMap((waiters) => [...waiters])
      .filter((waiter) => world === undefined || waiter.world === world);
  }

  return {
    wait: (world, log, signal) =>
      new Promise((resolve, reject) => {
        signal?.throwIfAborted();
        const waiter: Waiter = {
          world,
          log,
          resolve: () => leave(resolve),
          reject: (reason) => leave(() => reject(reason)),
        };
        function leave(settle: () => void): void {
          remove(waiter);
          signal?.removeEventListener("abort", onAbort);
          settle();
        }
        function onAbort(): void {
          waiter.reject(signal?.reason);
        }
        signal?.addEventListener("abort", onAbort, { once: true });
        const name = nameOf(world, log);
        const waiters = byLog.get(name) ?? new Set();
        byLog.set(name, waiters.add(waiter));
        count += 1;
        onCount(count);
      }),
    wake: (world, log) => {
      for (const { resolve } of of(world, log)) resolve();
    },
    end: (reason) => {
      for (const { reject } of of()) reject(reason);
    },
    count: () => count,
  };
}
