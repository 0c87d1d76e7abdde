/** Where a run of events meets what sends its text: the body of a web response, or the socket of a host. */

import type { Clock } from "@parley/clock";
import type { EventStreamError } from "./stream-error.ts";

/** Takes the text of a stream to its reader. */
export interface StreamSink {
  /** Takes text; never waits. */
  write(text: string): void;
  /** Whether nothing more should be written for now. */
  isFull(): boolean;
  /** Resolves when there is room again, or no reader. */
  room(): Promise<void>;
  /** Resolves when the rest of the program has had its turn; awaited by a source that always has more. */
  turn(): Promise<void>;
  /** Ends the stream behind what was written. */
  end(): void;
  /** Drops what was not sent, and the reader. */
  abort(error: EventStreamError): void;
}

/** A stream to be sent; its source does nothing until it is started, once. */
export interface StreamRun {
  readonly clock: Clock;
  readonly maxBufferedBytes: number;
  readonly stallTimeout: number;
  start(sink: StreamSink): void;
  /** Ends at once, without an event. */
  cancel(error: EventStreamError): void;
  /** Ends with the contract's event for this error. */
  fail(error: unknown): void;
  /** Resolves when the source has run its `finally`. */
  readonly finished: Promise<void>;
}
