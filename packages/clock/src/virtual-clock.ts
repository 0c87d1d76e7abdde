/** A clock that goes with another one until somebody stops it, moves it on or sets it. */

import type { Clock } from "./clock.ts";
import { createSleepers, type Sleeper } from "./sleepers.ts";
import { systemClock } from "./system-clock.ts";

/** Time in the hands of whoever holds it. */
export interface VirtualClock extends Clock {
  /** Lets time stand still. */
  freeze(): void;
  /** Lets time go on from where it stands. */
  resume(): void;
  readonly isFrozen: boolean;
  /**
   * Moves time on by this many milliseconds; sleepers that become due wake in their order, each at its own time, and
   * what one does then with nothing else to wait for is done before the next one wakes.
   *
   * @throws RangeError For less than 0, or what is no number.
   */
  advance(milliseconds: number): Promise<void>;
  /** Moves time on to this one, as `advance` does, or sets it back; then sleepers sleep as long as they would have. */
  set(time: number): Promise<void>;
  /** How many sleep. */
  sleeping(): number;
}

/** How a virtual clock begins. */
export interface VirtualClockOptions {
  /** What it goes with; by default the time of the machine. */
  readonly base?: Clock;
  /** What it shows first, in milliseconds since 1970; by default what its base shows. */
  readonly start?: number;
  readonly isFrozen?: boolean;
  /** Lets everything run that waits for nothing but its turn. */
  readonly settle?: () => Promise<void>;
}

/**
 * Makes a virtual clock. While it is frozen it leaves no timer anywhere, and while it goes, one: for who wakes first.
 *
 * @example
 * const clock = createVirtualClock({ start: Date.UTC(2026, 0, 26), isFrozen: true });
 * await clock.advance(3_600_000);
 * clock.resume();
 */
export function createVirtualClock(options: VirtualClockOptions = {}): VirtualClock {
  const { base = systemClock, start = base.now(), settle = takeTurns } = options;
  const sleepers = createSleepers();
  let isFrozen = options.isFrozen ?? false;
  /** What it shows, where it is frozen; else what it is ahead of its base. */
  let shown = isFrozen ? start : start - base.now();
  /** While somebody moves it, it does not go by itself. */
  let moves: Promise<void> = Promise.resolve();
  let moving = 0;
  let alarm: { readonly due: number; readonly controller: AbortController } | undefined;

  const stands = () => isFrozen || moving > 0;
  const now = () => (stands() ? shown : base.now() + shown);

  function stop(): void {
    alarm?.controller.abort();
    alarm = undefined;
  }

  /** Sees to it that the base wakes it for the first sleeper, and for no other. */
  function arm(): void {
    const first = sleepers.first();
    if (stands() || first === undefined) {
      stop();
      return;
    }
    if (alarm?.due === first.due) return;
    stop();
    const controller = new AbortController();
    alarm = { due: first.due, controller };
    base.sleep(first.due - now(), controller.signal).then(ring, () => {});
  }

  function ring(): void {
    alarm = undefined;
    if (stands()) return;
    const time = now();
    for (let first = sleepers.first(); first && first.due <= time; first = sleepers.first()) wake(first);
    arm();
  }

  function wake(sleeper: Sleeper): void {
    sleepers.remove(sleeper);
    sleeper.wake();
  }

  function hold(change: () => void): void {
    const time = now();
    change();
    shown = stands() ? time : time - base.now();
    arm();
  }

  /** One after the other: each move begins where the last one has come to. */
  function move(target: () => number): Promise<void> {
    const moved = moves.then(async () => {
      hold(() => {
        moving += 1;
      });
      try {
        await moveTo(target());
      } finally {
        hold(() => {
          moving -= 1;
        });
      }
    });
    moves = moved.catch(() => {});
    return moved;
  }

  async function moveTo(end: number): Promise<void> {
    if (end < shown) {
      sleepers.shift(end - shown);
      shown = end;
      return;
    }
    await settle();
    for (let first = sleepers.first(); first && first.due <= end; first = sleepers.first()) {
      shown = Math.max(shown, first.due);
      wake(first);
      await settle();
    }
    shown = end;
  }

  return {
    now,
    sleep: (milliseconds, signal) =>
      new Promise((resolve, reject) => {
        signal?.throwIfAborted();
        // As timers do, with what is no number too.
        if (!(milliseconds > 0)) {
          resolve();
          return;
        }
        const sleeper: Sleeper = {
          due: now() + milliseconds,
          wake: () => {
            signal?.removeEventListener("abort", onAbort);
            resolve();
          },
        };
        function onAbort(): void {
          sleepers.remove(sleeper);
          arm();
          reject(signal?.reason);
        }
        signal?.addEventListener("abort", onAbort, { once: true });
        sleepers.add(sleeper);
        arm();
      }),
    freeze: () =>
      hold(() => {
        isFrozen = true;
      }),
    resume: () =>
      hold(() => {
        isFrozen = false;
      }),
    get isFrozen() {
      return isFrozen;
    },
    advance: async (milliseconds) => {
      if (!(milliseconds >= 0)) throw new RangeError(`A clock is moved on by 0 ms or more, not by ${milliseconds}.`);
      await move(() => shown + milliseconds);
    },
    set: async (time) => {
      if (!Number.isFinite(time)) throw new RangeError(`A clock is set to a time, not to ${time}.`);
      await move(() => time);
    },
    sleeping: sleepers.count,
  };
}

/** Two rounds of the event loop, so that what has come in from outside meanwhile is done too. */
async function takeTurns(): Promise<void> {
  for (let turn = 0; turn < 2; turn += 1) await new Promise<void>((resolve) => nextTurn(resolve));
}

/** A timer takes a millisecond at least, which is long where thousands wake; browsers have nothing else. */
const nextTurn: (callback: () => void) => void =
  (globalThis as { setImmediate?: (callback: () => void) => void }).setImmediate ??
  ((callback) => setTimeout(callback));
