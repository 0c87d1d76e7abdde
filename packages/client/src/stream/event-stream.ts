/** Reads the event stream of an operation as typed events, in the order that its contract allows. */

import type { StreamContract } from "@parley/contracts";
import type { MaybeOptionalInit } from "openapi-fetch";
import {
  type ApiClient,
  type ApiPaths,
  type CallOptions,
  type Method,
  operationOf,
  type PathsOf,
  setupOf,
} from "../request/index.ts";
import { type ConnectionInit, connectStream, longestSilence } from "./connection.ts";
import { createEventReader, readTwice } from "./event-reader.ts";
import { dropReplayed, passAll, type StreamFilter } from "./replay.ts";
import type { UnknownEvent } from "./step.ts";

/** Options of a stream. */
export interface StreamOptions extends CallOptions {
  /** Reconnects in a row without a new event, where the contract's `resume` allows it; default 3, 0 for none. */
  readonly maxReconnects?: number;
  /** Milliseconds without a byte before the stream counts as dead; default 2.5 heartbeats, none without heartbeats. */
  readonly idleTimeout?: number;
  /** Largest event in bytes. */
  readonly maxEventBytes?: number;
  /**
   * Told instead of `console.warn`, once, when events come in an order that the contract does not have. Only while
   * developing: nothing is told where `NODE_ENV` is `production`.
   */
  readonly onWarning?: (message: string) => void;
}

/** A stream of typed events, to be read once. */
export interface EventStream<Event> extends AsyncIterable<Event | UnknownEvent> {
  /** Response of the newest connection; its body belongs to the stream. */
  readonly response: Response;
  /** The last `id` that the server sent; empty when none. */
  readonly lastEventId: string;
  /** Ends the connection; reading then ends with AbortError, also where events have come that were not read. */
  abort(reason?: unknown): void;
  /** The events for code that wants a web stream; cancelling it ends the connection. */
  toReadableStream(): ReadableStream<Event | UnknownEvent>;
  /** Two streams with all events each; the slower one makes the difference wait in memory. */
  tee(): [ReadableStream<Event | UnknownEvent>, ReadableStream<Event | UnknownEvent>];
}

/** Input of an operation, as openapi-fetch takes it, and options of the stream. */
export type StreamInit<Paths extends ApiPaths, Name extends Method, Path extends keyof Paths> = MaybeOptionalInit<
  Paths[Path],
  Name & keyof Paths[Path]
> &
  StreamOptions;

/** The last parameter of {@link openStream}; it may be left out where nothing is required. */
type StreamArguments<Init> = object extends Init ? [init?: Init] : [init: Init];

/**
 * Opens the event stream of an operation.
 *
 * Reading ends after a terminal event. It throws {@link StreamFailedError} for an event that the contract calls a
 * failure, and {@link StreamEndedEarlyError} when the stream stops where the contract does not let it; both have the
 * events that came before, the last 10,000 of them. `break` closes the connection. To read a stream a second time is a
 * UsageError `stream_read_twice`.
 *
 * @throws ApiError when the server refuses; AbortError, TimeoutError, ConnectionError.
 * @example
 * const stream = await openStream(client, "get", "/notes/{id}/explanation", explanation, { params: { path: { id } } });
 * for await (const event of stream) if (event.type === "text") process.stdout.write(event.data.piece);
 */
export function openStream<
  Paths extends ApiPaths,
  Name extends Method,
  Path extends PathsOf<Paths, Name>,
  Event extends { type: string },
>(
  client: ApiClient<Paths>,
  method: Name,
  path: Path,
  contract: StreamContract<Event>,
  ...[init]: StreamArguments<StreamInit<Paths, Name, Path>>
): Promise<EventStream<Event>> {
  const filter: StreamFilter<unknown, Event | UnknownEvent> =
    contract.resume === "replay" ? (dropReplayed() as StreamFilter<unknown, Event | UnknownEvent>) : passAll(); // its state is its own
  return openFiltered(client, { method, path, contract, filter, init: init ?? {} }) as Promise<EventStream<Event>>; // what passes are its events
}

/** A stream and what decides of its events; the init is no longer typed. */
export interface FilteredStream<State, Event extends { type: string }, Given> {
  readonly method: Method;
  readonly path: string;
  readonly contract: StreamContract<Event>;
  readonly filter: StreamFilter<State, Event | UnknownEvent, Given>;
  readonly init: StreamOptions & { readonly params?: object; readonly body?: unknown };
}

/**
 * Opens the event stream of an operation whose events are not delivered as they are: a filter decides of each what is
 * new, for platforms that replay in a way of their own.
 *
 * @throws as {@link openStream} does.
 */
export async function openFiltered<Paths extends ApiPaths, State, Event extends { type: string }, Given>(
  client: ApiClient<Paths>,
  { method, path, contract, filter, init }: FilteredStream<State, Event, Given>,
): Promise<EventStream<Given>> {
  const setup = setupOf(client);
  const operation = operationOf(setup, method, path);
  const { maxReconnects = 3, idleTimeout, maxEventBytes, onWarning, signal: outer, ...rest } = init;
  const ended = new AbortController();
  const signal = outer ? AbortSignal.any([ended.signal, outer]) : ended.signal;
  const connect = (lastEventId: string) =>
    connectStream(client, method, path, { ...(rest as ConnectionInit), signal }, lastEventId);
  const reader = createEventReader<State, Event, Given>({
    operation,
    contract,
    filter,
    clock: setup.clock,
    random: setup.random,
    retry: { ...setup.retry, maxRetries: contract.resume === "none" ? 0 : maxReconnects },
    idle: idleTimeout ?? longestSilence(contract),
    maxEventBytes,
    onWarning,
    signal,
    leave: () => ended.abort(),
    connect,
    first: await connect(""),
  });
  let isTaken = false;

  function take(): typeof reader {
    if (isTaken) throw readTwice(operation);
    isTaken = true;
    return reader;
  }

  function toReadableStream(): ReadableStream<Given | UnknownEvent> {
    const events = take();
    return new ReadableStream(
      {
        pull: async (controller) => {
          const { done, value } = await events.next();
          if (done) controller.close();
          else controller.enqueue(value);
        },
        cancel: (reason) => ended.abort(reason),
      },
      // Nothing is read before it is asked for.
      { highWaterMark: 0 },
    );
  }

  return {
    get response() {
      return reader.response;
    },
    get lastEventId() {
      return reader.lastEventId;
    },
    abort: (reason) => ended.abort(reason),
    toReadableStream,
    tee: () => toReadableStream().tee(),
    [Symbol.asyncIterator]: take,
  };
}
