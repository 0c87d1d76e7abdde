/** Reads the connections of a stream, one after the other, and hands its events out when they are asked for. */

import type { Clock } from "@parley/clock";
import type { ClientOperation, StreamContract } from "@parley/contracts";
import { createEventStreamDecoder, type DecodedEvent } from "../decoder/index.ts";
import { failureOf, UsageError } from "../errors/index.ts";
import { aborted, maskFor } from "../request/index.ts";
import { type RetryPolicy, retryDelay } from "../retry/index.ts";
import type { StreamConnection } from "./connection.ts";
import { readChunk } from "./read-chunk.ts";
import type { StreamFilter } from "./replay.ts";
import {
  firstState,
  isComplete,
  reconnect,
  type StreamState,
  type StreamStep,
  stepStream,
  type UnknownEvent,
} from "./step.ts";
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
  let connection = reading.first;
  let body = connection.body.getReader();
  let stream: StreamState = firstState;
  let isLeft = false;
  let filtered = filter.initial;
  const partial: Given[] = [];
  let count = 0;
  let attempt = 1;
  let reconnectDelay: number | undefined;
  /** Milliseconds that the reader waited for the bytes at hand. */
  let waited = 0;

  // Not awaited: a source that is slow to stop must not hold the reader.
  const cancel = (reason?: unknown) => void body.cancel(reason).catch(() => {});

  async function* read(): AsyncGenerator<Given, undefined, undefined> {
    for (let asked = clock.now(); ; ) {
      const begin = clock.now();
      const before = count;
      let decoded: (DecodedEvent | string)[] = [];
      const decoder = createEventStreamDecoder({
        maxEventBytes: reading.maxEventBytes,
        onEvent: (event) => decoded.push(event),
        onLastEventId: (id) => decoded.push(id),
        onRetry: (milliseconds) => {
          reconnectDelay = milliseconds;
        },
      });
      let reason: unknown;
      for (let isDone = false; !isDone; ) {
        let chunk: ReadableStreamReadResult<Uint8Array>;
        try {
          chunk = await readChunk(body, { ...reading, createIdleError: (idle) => idleTimeout(operation, idle) });
        } catch (cause) {
          reason = cause;
          break;
        }
        isDone = chunk.done;
        let failure: { readonly error: unknown } | undefined;
        try {
          if (chunk.done) decoder.end();
          else decoder.push(chunk.value);
        } catch (error) {
          failure = { error };
        }
        waited = clock.now() - asked;
        const arrived = decoded;
        decoded = [];
        for (const item of arrived) {
          const { events, after } = interpret(item);
          // Closed at once, not when the reader is done with the last event.
          if (after === "end") cancel();
          for (const event of events) {
            signal.throwIfAborted();
            count += 1;
            partial.push(event);
            if (partial.length > longestPartial) partial.shift();
            yield event;
            asked = clock.now();
          }
          if (after === "end") return undefined;
          isDone ||= after === "cut";
          if (after) break;
        }
        // What the bytes held comes before what went wrong with them.
        if (failure) throw failure.error;
      }
      signal.throwIfAborted();
      if (reason === undefined && isComplete(contract, stream) && filter.mayEnd?.(filtered) !== false) return undefined;
      cancel(reason);
      // A connection that was of use is no failure, or else long streams could not live behind gateways that cut them.
      if (count > before || clock.now() - begin >= usefulLife) attempt = 1;
      await reopen(reason);
    }
  }

  /** What an event comes to by contract and filter; an id only moves the position. */
  function interpret(item: DecodedEvent | string): {
    readonly events: readonly Given[];
    readonly after: StreamStep<Event>["after"] | undefined;
  } {
    if (typeof item === "string") {
      stream = { ...stream, decodedId: item };
      return { events: [], after: undefined };
    }
    const { state, disorder, failure, event, after } = stepStream(contract, stream, item);
    stream = state;
    const warning = disorder && describeDisorder(contract.automaton, disorder);
    if (warning) (reading.onWarning ?? console.warn)(warning);
    if (failure) throw streamFailed(operation, { ...failure, partial }, (text) => maskFor(connection.call, text));
    if (!event) return { events: [], after };
    const chosen = filter.step(filtered, { event, waited });
    // The others of the same bytes were there at once.
    waited = 0;
    filtered = chosen.state;
    return { events: chosen.events, after: chosen.isEnd ? "end" : after };
  }

  /** After a cut: waits and connects again, as long as that may help. */
  async function reopen(cause: unknown): Promise<void> {
    let reason = cause;
    for (let isOpen = false; !isOpen; attempt += 1) {
      const delay = retryDelay(attempt, reconnectDelay, reading.retry, reading.random);
      if (delay === undefined) throw endedEarly(operation, { count, partial }, reason);
      await clock.sleep(delay, signal);
      try {
        connection = await reading.connect(contract.resume === "replay" ? "" : stream.decodedId);
        isOpen = true;
      } catch (error) {
        reason = error;
        if (!isPassing(error)) throw endedEarly(operation, { count, partial }, error);
      }
    }
    body = connection.body.getReader();
    stream = reconnect(contract, stream);
    filtered = filter.reconnect(filtered);
  }

  const events = read();
  signal.addEventListener("abort", () => cancel(signal.reason), { once: true });

  return {
    get response() {
      return connection.response;
    },
    get lastEventId() {
      return stream.lastEventId;
    },
    async next() {
      try {
        if (!isLeft) return await events.next();
      } catch (error) {
        const failure = signal.aborted ? aborted(operation, signal.reason) : error;
        cancel(failure);
        if (!isLeft) throw failure;
      }
      return { done: true, value: undefined };
    },
    async return() {
      isLeft = true;
      reading.leave();
      return { done: true, value: undefined };
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}

/** Makes the error of a stream that is read a second time. */
export function readTwice(operation: ClientOperation): UsageError {
  const words = "gave a stream that is read already; it can be read once, and tee() makes two of it before that";
  return failureOf(UsageError, operation, "stream_read_twice", words);
}
