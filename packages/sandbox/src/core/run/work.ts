/** What does the work of a run. */

import type { Clock } from "@parley/clock";
import type { Chance } from "../chance/index.ts";
import type { Json } from "../world/index.ts";
import type { Pacing } from "./pacing.ts";
import type { DomainEvent } from "./run-event.ts";
import type { RunRecord } from "./run-record.ts";

/** What an agent has at hand while it works. */
export interface WorkContext {
  readonly world: string;
  readonly run: RunRecord;
  readonly clock: Clock;
  /** A stream of its own, the same whenever and wherever the run works. */
  readonly chance: Chance;
  /** Waits for an answer; the run is `waiting` meanwhile. Answers that came before are given first. */
  readonly waitForAnswer: () => Promise<Json>;
  /** Aborted when the run is cancelled, or its world or this process is no more. */
  readonly signal: AbortSignal;
}

/**
 * Works, and says what happens. A run whose last event is an `error` has failed, with the code and the message of it.
 */
export type Work<Event extends DomainEvent> = (context: WorkContext) => AsyncIterable<Event>;

/** How to work. */
export interface WorkOptions<Event extends DomainEvent> {
  /** By default `instant`. */
  readonly pacing?: Pacing;
  /** Whether an event comes at once, such as one that no reader sees; by default all have their time. */
  readonly isImmediate?: (event: Event) => boolean;
  /** Cuts an event into several that are as long as the pacing wants; together they say the same. */
  readonly cut?: (event: Event, cut: (text: string) => readonly string[]) => readonly Event[];
  /** Another pacing from this event on. */
  readonly changePacing?: (event: Event) => Pacing | undefined;
  /** Whether the run waits for an answer from this event on, so that one that comes at once finds it waiting. */
  readonly asks?: (event: Event) => boolean;
}
