/** What a run leaves in its log, and what those who tail it get. */

/** Any event of an agent: JSON with a name. */
export interface DomainEvent {
  readonly type: string;
}

/** How a run has ended. */
export type RunOutcome = "done" | "failed" | "cancelled";

/** Why a run has failed. */
export interface RunFailure {
  /** For programs. Of the run itself: `work_failed`, `interrupted`, `world_cleared`; else what the agent says. */
  readonly code: string;
  /** For people; never what an exception says, which may hold anything. */
  readonly message: string;
}

/** The run has ended, in whatever way. Each run has one, and nothing follows it. */
export interface RunEnd {
  readonly type: "run_end";
  readonly status: RunOutcome;
  readonly error?: RunFailure;
}

/** All that was there when the tail began has been read; what follows is live. Never in a log, and once in each tail. */
export interface HistoryEnd {
  readonly type: "history_end";
}

/** An event with its place. */
export interface TailItem<Event extends DomainEvent> {
  /** In the log; a tail goes on after it. That of the last event read, for `history_end`. */
  readonly position: number;
  /** When it happened, in milliseconds since 1970. */
  readonly at: number;
  /** Id of the run that it belongs to; a log may have several. */
  readonly run: string;
  /** Whether it was there when the tail began. */
  readonly isHistory: boolean;
  readonly event: Event | RunEnd | HistoryEnd;
}

/** An entry of the log of a run. */
export interface RunEntry {
  readonly run: string;
  readonly at: number;
  readonly event: DomainEvent;
}
