/** Shares the turns of the event loop among the event streams of a server. */

/** Streams that may go on in one turn after they have had their share. */
const streamsPerTurn = 8;

/** When the streams of a server write, and when they go on. */
export interface Schedule {
  /** Calls back at the end of this turn of the event loop, all callers by one timer. */
  atEnd(flush: () => void): void;
  /**
   * Resolves when a stream that has had its share may go on: after all that asked before it, and only as many in one
   * turn as leave time for the rest of the server.
   */
  turn(): Promise<void>;
}

/** Makes the schedule of a server. */
export function createSchedule(): Schedule {
  let flushes: (() => void)[] = [];
  const queue: (() => void)[] = [];
  let isTurning = false;

  function flush(): void {
    const due = flushes;
    flushes = [];
    for (const call of due) call();
  }

  function release(): void {
    for (const goOn of queue.splice(0, streamsPerTurn)) goOn();
    isTurning = queue.length > 0;
    if (isTurning) setImmediate(release);
  }

  return {
    atEnd(call) {
      if (flushes.length === 0) setImmediate(flush);
      flushes.push(call);
    },
    turn: () =>
      new Promise((resolve) => {
        queue.push(resolve);
        if (isTurning) return;
        isTurning = true;
        setImmediate(release);
      }),
  };
}
