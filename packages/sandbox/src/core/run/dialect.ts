/** How a platform tells of a run: its own words for what happens. */

import type { Pacer } from "./pacing.ts";
import type { DomainEvent, TailItem } from "./run-event.ts";
import type { Tail } from "./tail.ts";

/**
 * Events of a wire, made of those of a run, one step at a time and without anything else: the same run is told with the
 * same words, however often and from wherever.
 *
 * Each tail ends with exactly one `run_end`: the last event of the wire is made of it, and of nothing before.
 */
export interface Dialect<State, Event extends DomainEvent, WireEvent> {
  /** The state before the first event. */
  start(): State;
  step(state: State, item: TailItem<Event>): DialectStep<State, WireEvent>;
}

/** What one event comes to. */
export interface DialectStep<State, WireEvent> {
  readonly state: State;
  readonly events: readonly WireEvent[];
}

/** What to tell, in which words, and how quickly. */
export interface DialectRun<State, Event extends DomainEvent, WireEvent> {
  readonly tail: Tail<Event>;
  readonly dialect: Dialect<State, Event, WireEvent>;
  /** For what is new; what was there before comes at once. */
  readonly pacer?: Pacer;
  readonly signal?: AbortSignal;
}

/**
 * Tells a run in the words of a dialect. Whoever stops listening lets go of the run, which goes on.
 *
 * @example
 * return runDialect({ tail: runs.tail(world, run.id, { signal }), dialect: taskDialect, signal });
 */
export async function* runDialect<State, Event extends DomainEvent, WireEvent>({
  tail,
  dialect,
  pacer,
  signal,
}: DialectRun<State, Event, WireEvent>): AsyncGenerator<WireEvent, undefined> {
  let state = dialect.start();
  for await (const item of tail) {
    const step = dialect.step(state, item);
    state = step.state;
    for (const event of step.events) {
      if (!item.isHistory) await pacer?.wait(signal);
      yield event;
    }
  }
  return undefined;
}
