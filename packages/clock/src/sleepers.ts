/** Who sleeps, in the order in which they wake. */

/** One who sleeps. */
export interface Sleeper {
  /** When to wake, in milliseconds since 1970. */
  due: number;
  readonly wake: () => void;
}

/** Those who sleep. */
export interface Sleepers {
  /** Of two that are due together, the first to sleep wakes first. */
  add(sleeper: Sleeper): void;
  remove(sleeper: Sleeper): void;
  /** Who wakes first. */
  first(): Sleeper | undefined;
  /** Puts off all of them, or brings them forward. Their order stays. */
  shift(milliseconds: number): void;
  count(): number;
}

/** Makes an empty list of sleepers. */
export function createSleepers(): Sleepers {
  // The last one wakes first, so that to take it moves no other.
  const sleepers: Sleeper[] = [];

  /** Where those begin that are due at this time or before. */
  function place(due: number): number {
    let low = 0;
    let high = sleepers.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((sleepers[middle]?.due ?? 0) > due) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  return {
    add: (sleeper) => void sleepers.splice(place(sleeper.due), 0, sleeper),
    remove: (sleeper) => {
      const index = sleepers.indexOf(sleeper, place(sleeper.due));
      if (index !== -1) sleepers.splice(index, 1);
    },
    first: () => sleepers.at(-1),
    shift: (milliseconds) => {
      for (const sleeper of sleepers) sleeper.due += milliseconds;
    },
    count: () => sleepers.length,
  };
}
