/** Takes out of a replayed stream what was delivered before the connection was cut. */

/**
 * Makes a filter for streams that replay the very same events: each one that equals the next delivered one is dropped,
 * and from the first that differs all are new.
 */
export function skipReplayed<Event>(delivered: readonly unknown[]): (event: Event) => Event | undefined {
  let index = 0;
  return (event) => {
    if (index < delivered.length && JSON.stringify(event) === JSON.stringify(delivered[index])) {
      index += 1;
      return undefined;
    }
    index = delivered.length;
    return event;
  };
}
