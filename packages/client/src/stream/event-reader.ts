/** Reads the connections of a stream, one after the other, and hands its events out when they are asked for. */

import type { Clock } from "@parley/clock";
import type { ClientOperation, StreamContract } from "@parley/contracts";
import { createEventStreamDecoder, type DecodedEvent } from "../decoder/index.ts";
import { UsageError } from "../errors/index.ts";
import { aborted, maskFor } from "../request/index.ts";
import { type RetryPolicy, retryDelay } from "../retry/index.ts";
import type { StreamConnection } from "./connection.ts";
import { readChunk } from "./read-chunk.ts";
import type { StreamFilter } from "./replay.ts";
import { firstState, isComplete, reconnect, type StreamState, stepStream, type UnknownEvent } from "./step.ts";
import { endedEarly, idleTimeout, isPassing, streamFailed } from "./stream-errors.ts";
import { describeDisorder } from "./stream-order.ts";

/** Milliseconds after which a connection counts as useful although it brought nothing new. */
const usefulLife = 60_000;
/** Most events that an error has as `partial`. */
const longestPartial = 10_000;

/** What a stream is read with. */
export interface Reading<State, Event extends { type: string }, Given> {
  readonly operation: ClientOperation;
  readonly contract: StreamContract<Event>;
  readonly filter: StreamFilter<State, Event | UnknownEvent, Given>;
  readonly clock: Clock;
  readonly random: () => number;
  readonly retry: RetryPolicy;
  readonly idle: number | undefined;
  readonly maxEventBytes: number | undefined;
  readonly onWarning: ((message: string) => void) | undefined;
  /** Ends it from outside. */
  readonly signal: AbortSignal;
  /** Ends the signal. */
  readonly leave: () => void;
  /** Opens a connection that ends with the signal, from a position. */
  readonly connect: (lastEventId: string) => Promise<StreamConnection>;
  readonly first: StreamConnection;
}

/** Events of a stream, handed out one by one. */
export interface EventReader<Given> extends AsyncIterableIterator<Given, undefined, undefined> {
  readonly response: Response;
  readonly lastEventId: string;
  next(): Promise<IteratorResult<Given, undefined>>;
  return(): Promise<IteratorResult<Given, undefined>>;
}

/**
 * Makes a reader.
 *
 * @throws While it reads: StreamFailedError, StreamEndedEarlyError, AbortError, ProtocolError; what a filter throws.
 */
export function createEventReader<State, Event extends { type: string }, Given>(
  reading: Reading<State, Event, Given>,
): EventReader<Given> {
  const { operation, contract, filter, clock, signal } = reading;
  /** What was decoded and not looked at yet: events, and ids as they come to count. */
  let decoded: (DecodedEvent | string)[] = [];
  let position = 0;
  let ready: readonly Given[] = [];
  let stream: StreamState = firstState;
  let filtered = filter.initial;
  const partial: Given[] = [];
  let count = 0;
  let reconnectDelay: number | undefined;
  let isOver = false;
  let isLeft = false;
  let connection = open(reading.first);
  let attempt = 1;
  let turn: Promise<unknown> = Promise.resolve();
  const limits = {
    signal,
    clock,
    idle: reading.idle,
    createIdleError: (idle: number) => idleTimeout(operation, idle),
  };

  function open(opened: StreamConnection) {
    const decoder = createEventStreamDecoder({
      maxEventBytes: reading.maxEventBytes,
      onEvent: (event) => decoded.push(event),
      onLastEventId: (id) => decoded.push(id),
      onRetry: (milliseconds) => {
        reconnectDelay = milliseconds;
      },
    });
    const reader = opened.body.getReader();
    return { ...opened, decoder, reader, begin: clock.now(), count, failure: undefined as unknown, isDone: false };
  }

  function close(reason?: unknown): void {
    isOver = true;
    decoded = [];
    ready = [];
    // Not awaited: a source that is slow to stop must not hold the reader.
    connection.reader.cancel(reason).catch(() => {});
  }

  /** Reads the next bytes. What they hold comes before what went wrong with them. */
  async function fill(): Promise<void> {
    const { reader, decoder } = connection;
    decoded = [];
    position = 0;
    let result: ReadableStreamReadResult<Uint8Array>;
    try {
      result = await readChunk(reader, limits);
    } catch (cause) {
      if (!signal.aborted) await goOn(cause);
      return;
    }
    try {
      if (result.done) decoder.end();
      else decoder.push(result.value);
    } catch (error) {
      connection.failure = error;
    }
    connection.isDone = result.done;
  }

  /** After a cut: waits and connects again, as long as that may help. */
  async function goOn(cause: unknown): Promise<void> {
    const { resume } = contract;
    let reason = cause;
    connection.reader.cancel(cause).catch(() => {});
    // A connection that was of use is no failure, or else long streams could not live behind gateways that cut them.
    if (count > connection.count || clock.now() - connection.begin >= usefulLife) attempt = 1;
    for (;;) {
      const delay = retryDelay(attempt, reconnectDelay, reading.retry, reading.random);
      if (delay === undefined) throw endedEarly(operation, { count, partial }, reason);
      await clock.sleep(delay, signal);
      attempt += 1;
      try {
        const next = await reading.connect(resume === "replay" ? "" : stream.decodedId);
        connection = open(next);
        stream = reconnect(contract, stream);
        filtered = filter.reconnect(filtered);
        return;
      } catch (error) {
        if (signal.aborted) throw error;
        if (!isPassing(error)) throw endedEarly(operation, { count, partial }, error);
        reason = error;
      }
    }
  }

  /** Looks at what was decoded until there is something to deliver, or nothing is left. */
  function advance(arrival: number): void {
    let waited = arrival;
    while (ready.length === 0 && position < decoded.length) {
      const item = decoded[position];
      position += 1;
      if (item === undefined) return;
      if (typeof item === "string") {
        stream = { ...stream, decodedId: item };
        continue;
      }
      const step = stepStream(contract, stream, item);
      stream = step.state;
      if (step.disorder) {
        const message = describeDisorder(contract.automaton, step.disorder);
        if (message) (reading.onWarning ?? console.warn)(message);
      }
      if (step.failure) {
        const { call } = connection;
        const mask = (text: string) => maskFor(call, text);
        throw streamFailed(operation, { ...step.failure, partial }, mask);
      }
      if (step.after) position = decoded.length;
      let isEnd = step.after === "end";
      if (step.event) {
        const chosen = filter.step(filtered, { event: step.event, waited });
        // The others of the same bytes were there at once.
        waited = 0;
        filtered = chosen.state;
        ready = chosen.events;
        isEnd ||= chosen.isEnd === true;
      }
      if (step.after === "cut") connection.isDone = true;
      if (!isEnd) continue;
      // Closed at once, not when the reader is done with the last event.
      const last = ready;
      close();
      ready = last;
    }
  }

  function deliver(event: Given): IteratorResult<Given, undefined> {
    ready = ready.slice(1);
    count += 1;
    partial.push(event);
    if (partial.length > longestPartial) partial.shift();
    return { done: false, value: event };
  }

  async function pull(): Promise<IteratorResult<Given, undefined>> {
    const asked = clock.now();
    let waited = 0;
    try {
      for (;;) {
        if (isLeft) return { done: true, value: undefined };
        if (signal.aborted && !(isOver && ready.length === 0)) throw aborted(operation, signal.reason);
        if (ready.length === 0 && !isOver) advance(waited);
        const [event] = ready;
        if (event !== undefined) return deliver(event);
        if (isOver) return { done: true, value: undefined };
        if (connection.failure !== undefined) throw connection.failure;
        if (connection.isDone) {
          if (isComplete(contract, stream) && filter.mayEnd?.(filtered) !== false) close();
          else await goOn(undefined);
          continue;
        }
        await fill();
        waited = clock.now() - asked;
      }
    } catch (error) {
      if (isLeft) return { done: true, value: undefined };
      const failure = signal.aborted ? aborted(operation, signal.reason) : error;
      close(failure);
      throw failure;
    }
  }

  signal.addEventListener("abort", () => connection.reader.cancel(signal.reason).catch(() => {}), { once: true });

  return {
    get response() {
      return connection.response;
    },
    get lastEventId() {
      return stream.lastEventId;
    },
    next() {
      const result = turn.then(pull);
      turn = result.catch(() => {});
      return result;
    },
    return() {
      isLeft = true;
      if (!isOver) reading.leave();
      return Promise.resolve({ done: true, value: undefined });
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}

/** Makes the error of a stream that is read a second time. */
export function readTwice({ id }: ClientOperation): UsageError {
  const message = `The stream of ${id} is read already; it can be read once, and tee() makes two of it before that`;
  return new UsageError(message, { code: "stream_read_twice", operationId: id });
}
