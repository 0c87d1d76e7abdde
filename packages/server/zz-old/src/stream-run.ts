/** Runs the source of an event stream: asks for events, has them sent, and sees to it that all ends in order. */

import { type Clock, systemClock } from "@parley/clock";
import type { StreamContract } from "@parley/contracts";
import { type EventFields, encodeComment, encodeEvent, type OutgoingEvent } from "./event-stream-encoder.ts";
import { EventStreamError } from "./event-stream-error.ts";
import { createStreamChecker, type StreamCheckOptions } from "./stream-check.ts";
import type { StreamRun, StreamSink } from "./stream-sink.ts";

/** Events, or what makes them; its signal is aborted when nobody reads them any more. */
export type StreamSource<Event> =
  | AsyncIterable<Event & EventFields>
  | ((signal: AbortSignal) => AsyncIterable<Event & EventFields>);

/** Options of a stream that is sent. */
export interface StreamOptions<Event> extends StreamCheckOptions {
  /** Ends the stream without a word, as for a reader who is gone. */
  readonly signal?: AbortSignal;
  /** Times the heartbeats and the stall timeout. */
  readonly clock?: Clock;
  /** Bytes that may wait for the reader before no more events are asked for, 256 KiB by default; one event may pass it. */
  readonly maxBufferedBytes?: number;
  /** Milliseconds after which a reader who takes nothing of what waits for him is given up, 30,000 by default. */
  readonly stallTimeout?: number;
  /** Told once of each thing that went wrong; that a reader leaves is none. */
  readonly onProblem?: (problem: EventStreamError) => void;
  /** Says an error as a terminal event of the contract, without secrets; `undefined` where there is no such event. */
  readonly toErrorEvent?: (error: unknown) => Event | undefined;
}

/** Makes a run. */
export function createStreamRun<Event extends OutgoingEvent>(
  source: StreamSource<Event>,
  stream: StreamContract<Event>,
  options: StreamOptions<Event>,
): StreamRun {
  const { clock = systemClock, maxBufferedBytes = 262_144, stallTimeout = 30_000, signal } = options;
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
      while (!closed.signal.aborted) {
        const { done, value } = await iterator.next();
        if (closed.signal.aborted) return;
        if (!done) send(to, value);
        else if (checker.mayEnd()) end();
        else throw new EventStreamError("no_terminal_event", "The source ended where the stream may not end.");
        if (!closed.signal.aborted && to.isFull()) await to.room();
      }
    } catch (error) {
      if (closed.signal.aborted) return;
      report(error instanceof EventStreamError ? error : sourceFailed(error));
      fail(error);
    }
  }

  function send(to: StreamSink, event: Event): void {
    const text = encodeEvent(stream, event);
    checker.next(event);
    to.write(text);
    if (stream.terminal.includes(event.type)) end();
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

  /** The text of the contract's event for an error; empty when there is none. */
  function encodeFailure(error: unknown): string {
    let cause: unknown;
    try {
      const event = options.toErrorEvent?.(error);
      if (event && stream.terminal.includes(event.type)) {
        const text = encodeEvent(stream, event);
        // Sent also where the grammar has no place for it: the reader has to learn that the stream failed.
        checker.note(event);
        return text;
      }
    } catch (thrown) {
      cause = thrown;
    }
    report(new EventStreamError("no_error_event", "The stream failed without a terminal event to say so.", { cause }));
    return "";
  }

  function fail(error: unknown): void {
    if (closed.signal.aborted) return;
    const text = sink ? encodeFailure(error) : "";
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
