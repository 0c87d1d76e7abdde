/** Runs the source of an event stream: asks for events, has them sent, and sees to it that all ends in order. */

import { type Clock, systemClock } from "@parley/clock";
import type { StreamContract } from "@parley/contracts";
import { EventStreamError, type StreamRun, type StreamSink } from "../host/index.ts";
import { createStreamChecker, type StreamCheckOptions } from "./check.ts";
import { type EventFields, encodeComment, encodeEvent, type OutgoingEvent } from "./encoder.ts";

/** Events, or what makes them; its signal is aborted when nobody reads them any more. */
export type StreamSource<Event> =
  | AsyncIterable<Event & EventFields>
  | ((signal: AbortSignal) => AsyncIterable<Event & EventFields>);

/** How long a reader is waited for, and with how much. */
export interface StreamLimits {
  /** Bytes that may wait for the reader before no more events are asked for, 262,144 by default; one event may pass it. */
  readonly maxBufferedBytes?: number;
  /**
   * Milliseconds without any progress after which a reader is given up, 1,800,000 by default.
   *
   * A system holds some megabytes for a reader and says nothing while they drain: at 1 KB/s that takes 25 minutes, and
   * until then a slow reader looks like one who has stopped.
   */
  readonly stallTimeout?: number;
}

/** Options of a stream that is sent. */
export interface StreamOptions<Event> extends StreamCheckOptions, StreamLimits {
  /** Ends the stream without a word, as for a reader who is gone. */
  readonly signal?: AbortSignal;
  /** Times the heartbeats and the stall timeout. */
  readonly clock?: Clock;
  /** Told once of each thing that went wrong; that a reader leaves is none. */
  readonly onProblem?: (problem: EventStreamError) => void;
  /** Says an error as a terminal event of the contract, without secrets; `undefined` where there is no such event. */
  readonly toErrorEvent?: (error: unknown) => Event | undefined;
}

/** Milliseconds for which a client may take nothing that its host can see. */
export const defaultStallTimeout = 1_800_000;

/** Characters that a source may send before the rest of the program has its turn. */
const turnLength = 8_192;

/** Makes a run. */
export function createStreamRun<Event extends OutgoingEvent>(
  source: StreamSource<Event>,
  stream: StreamContract<Event>,
  options: StreamOptions<Event>,
): StreamRun {
  const { clock = systemClock, maxBufferedBytes = 262_144, stallTimeout = defaultStallTimeout, signal } = options;
  const checker = createStreamChecker(stream, options, report);
  const unread = new AbortController();
  const closed = new AbortController();
  let sink: StreamSink | undefined;
  let iterator: AsyncIterator<Event> | undefined;
  let onFinished = (): void => {};
  const finished = new Promise<void>((resolve) => {
    onFinished = resolve;
  });

  function report(problem: EventStreamError): void {
    try {
      options.onProblem?.(problem);
    } catch {
      // A hook that fails must not change what the reader gets.
    }
  }

  async function pump(to: StreamSink): Promise<void> {
    try {
      iterator = iterate(source, unread.signal);
      let share = turnLength;
      while (!closed.signal.aborted) {
        const { done, value } = await iterator.next();
        if (closed.signal.aborted) return;
        if (!done) share -= send(to, value);
        else if (checker.mayEnd()) end();
        else throw new EventStreamError("no_terminal_event", "The source ended where the stream may not end.");
        if (!closed.signal.aborted && to.isFull()) await to.room();
        if (share > 0) continue;
        // A source that never waits would let nobody else have a turn.
        await to.turn();
        share = turnLength;
      }
    } catch (error) {
      if (closed.signal.aborted) return;
      fail(error, error instanceof EventStreamError ? error : sourceFailed(error));
    }
  }

  /** Sends an event; gives the length of its text. */
  function send(to: StreamSink, event: Event): number {
    const text = encodeEvent(stream, event);
    checker.next(event);
    to.write(text);
    if (stream.terminal.includes(event.type)) end();
    return text.length;
  }

  async function beat(to: StreamSink, { comment, seconds }: { comment: string; seconds: number }): Promise<void> {
    const text = encodeComment(comment);
    try {
      for (;;) {
        await clock.sleep(seconds * 1000, closed.signal);
        if (!to.isFull()) to.write(text);
      }
    } catch {
      // The stream is closed.
    }
  }

  /** The text of the contract's event for an error; empty when there is none, which is told with the error itself. */
  function encodeFailure(error: unknown, problem: EventStreamError | undefined): string {
    let cause = problem ?? error;
    try {
      const event = options.toErrorEvent?.(error);
      if (event && stream.terminal.includes(event.type)) {
        const text = encodeEvent(stream, event);
        // Sent also where the grammar has no place for it: the reader has to learn that the stream failed.
        if (problem) report(problem);
        checker.note(event);
        return text;
      }
    } catch (thrown) {
      cause = new AggregateError([cause, thrown]);
    }
    report(new EventStreamError("no_error_event", "The stream failed without a terminal event to say so.", { cause }));
    return "";
  }

  function fail(error: unknown, problem?: EventStreamError): void {
    if (closed.signal.aborted) return;
    const text = sink ? encodeFailure(error, problem) : "";
    if (text) sink?.write(text);
    unread.abort(error);
    end();
  }

  function cancel(error: EventStreamError): void {
    if (closed.signal.aborted) return;
    if (error.code !== "reader_gone") report(error);
    unread.abort(error);
    close();
    sink?.abort(error);
  }

  function end(): void {
    sink?.end();
    close();
  }

  function close(): void {
    closed.abort();
    signal?.removeEventListener("abort", onAbort);
    void finish();
  }

  async function finish(): Promise<void> {
    try {
      // A source that was never asked for an event may hold something all the same.
      if (!sink) iterator = iterate(source, unread.signal);
      // Waits behind a source that is at work; the signal wakes it.
      await iterator?.return?.();
    } catch (error) {
      report(sourceFailed(error));
    }
    onFinished();
  }

  function onAbort(): void {
    cancel(new EventStreamError("reader_gone", "The reader is gone.", { cause: signal?.reason }));
  }

  signal?.addEventListener("abort", onAbort, { once: true });
  if (signal?.aborted) onAbort();

  return {
    clock,
    maxBufferedBytes,
    stallTimeout,
    finished,
    cancel,
    fail,
    start(to) {
      if (closed.signal.aborted) return to.end();
      sink = to;
      void pump(to);
      if (stream.heartbeat) void beat(to, stream.heartbeat);
    },
  };
}

function iterate<Event>(source: StreamSource<Event>, signal: AbortSignal): AsyncIterator<Event> {
  return (typeof source === "function" ? source(signal) : source)[Symbol.asyncIterator]();
}

function sourceFailed(cause: unknown): EventStreamError {
  return new EventStreamError("source_failed", "The source of the events failed.", { cause });
}
