/** What others tell a run while it works: answers, and that it is over. */

import type { Json, WorldStore } from "../world/index.ts";
import { inputLogOf, type RunInput } from "./run-record.ts";
import { untilAborted } from "./until-aborted.ts";

/** The answers for one run, in their order, each once. */
export interface Inputs {
  /** The next answer. Whoever asks first gets it first. */
  next(): Promise<Json>;
  /** Whether there is an answer that nobody has had. */
  readonly hasNext: boolean;
}

/**
 * Listens to what others tell a run, wherever they are, until the signal is aborted; calls `onEnd` when the run is over
 * or its world is cleared.
 */
export function listenToInputs(
  store: WorldStore,
  world: string,
  id: string,
  { signal, onEnd }: { readonly signal: AbortSignal; readonly onEnd: () => void },
): Inputs {
  const answers: Json[] = [];
  const askers: ((answer: Json) => void)[] = [];

  function take(input: RunInput): void {
    if (input.type === "end") {
      onEnd();
      return;
    }
    const asker = askers.shift();
    if (asker) asker(input.value);
    else answers.push(input.value);
  }

  async function listen(): Promise<void> {
    const log = inputLogOf(id);
    let after = 0;
    let epoch: number | undefined;
    while (!signal.aborted) {
      const page = await store.readLog(world, log, { after });
      epoch ??= page.epoch;
      if (page.epoch !== epoch) return onEnd();
      for (const { position, value } of page.entries) {
        after = position;
        take(value as unknown as RunInput); // what runs append
      }
      if (page.entries.length === 0) await store.waitForLog(world, log, { after, epoch }, signal);
    }
  }

  // It ends when the run does, or the store: then there is nobody to listen to.
  listen().catch(() => {});
  return {
    next: () => {
      const answer = answers.shift();
      if (answer !== undefined) return Promise.resolve(answer);
      return untilAborted(new Promise<Json>((resolve) => askers.push(resolve)), signal);
    },
    get hasNext() {
      return answers.length > 0;
    },
  };
}
