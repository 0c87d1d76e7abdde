/** One after the other. */

/** Does one piece of work after the other for each name, and those of different names at the same time. */
export type TakeTurns = <Result>(name: string, work: () => Promise<Result>) => Promise<Result>;

/** Makes a queue for each name, for as long as there is somebody in it. */
export function createTurns(): TakeTurns {
  const queues = new Map<string, Promise<unknown>>();
  return (name, work) => {
    const result = (queues.get(name) ?? Promise.resolve()).then(work);
    const end = result.then(
      () => {},
      () => {},
    );
    queues.set(name, end);
    void end.then(() => queues.get(name) === end && queues.delete(name));
    return result;
  };
}
