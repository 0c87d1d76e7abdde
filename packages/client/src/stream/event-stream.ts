/** Reads the event stream of an operation as typed events, in the order that its contract allows. */

import type { StreamContract } from "@parley/contracts";
import type { CallOptions, Input, KnownOperation, OperationTypes } from "../request/index.ts";
import { type Api, setupOf } from "../request/index.ts";
import { connectStream } from "./connection.ts";
import { readEvents, type StreamState } from "./stream-events.ts";

/** An event that the contract does not have; newer platforms may send such ones. */
export interface UnknownEvent {
  readonly type: "unknown";
  /** Name in the SSE field `event`; empty when there is none. */
  readonly event: string;
  readonly data: string;
}

/** Options of a stream. */
export interface StreamOptions<Event> extends CallOptions {
  /** Reconnects in a row without a new event, where the contract's `resume` allows it; default 3, 0 for none. */
  readonly maxReconnects?: number;
  /** Milliseconds without a byte before the stream counts as dead; default 2.5 heartbeats, none without heartbeats. */
  readonly idleTimeout?: number;
  /** Largest event in bytes. */
  readonly maxEventBytes?: number;
  /**
   * Called for each connection with its events; gives those to deliver. By default all of them, and of a replay what
   * is not among those delivered before. {@link StreamEndedEarlyError} thrown from here counts as a cut.
   */
  readonly transform?: (
    events: AsyncIterable<Event | UnknownEvent>,
    delivered: readonly (Event | UnknownEvent)[],
  ) => AsyncIterable<Event | UnknownEvent>;
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
  /** Ends the connection; reading then ends with AbortError. */
  abort(reason?: unknown): void;
  /** The same events for code that wants a web stream; cancelling it ends the connection. */
  toReadableStream(): ReadableStream<Event | UnknownEvent>;
  /** Two streams with all events each; the slower one makes the difference wait in memory. */
  tee(): [ReadableStream<Event | UnknownEvent>, ReadableStream<Event | UnknownEvent>];
}

/** Input of the operation and options of the stream. */
export type StreamArguments<Types extends OperationTypes, Op extends KnownOperation<Types>, Event> =
  object extends Input<Types, Op>
    ? [input?: Input<Types, Op> & StreamOptions<Event>]
    : [input: Input<Types, Op> & StreamOptions<Event>];

/**
 * Opens the event stream of an operation.
 *
 * Reading ends after a terminal event. It throws {@link StreamFailedError} for an event that the contract calls a
 * failure, and {@link StreamEndedEarlyError} when the stream stops where the contract does not let it; both have the
 * events that came before. `break` closes the connection.
 *
 * @throws ApiError when the server refuses; AbortError, TimeoutError, ConnectionError.
 */
export async function openStream<
  Types extends OperationTypes,
  Op extends KnownOperation<Types>,
  Event extends { type: string },
>(
  api: Api<Types>,
  operation: Op,
  contract: StreamContract<Event>,
  ...[input]: StreamArguments<Types, Op, Event>
): Promise<EventStream<Event>> {
  const setup = setupOf(api);
  const options: StreamOptions<Event> = input ?? {};
  const ended = new AbortController();
  const signal = AbortSignal.any([ended.signal, ...(options.signal ? [options.signal] : [])]);
  const connect = (lastEventId: string) =>
    connectStream(setup, operation, contract, { ...options, signal }, lastEventId);
  const state: StreamState = {
    connection: await connect(""),
    lastEventId: "",
    decodedId: "",
    reconnectDelay: undefined,
    place: 0,
    seenIds: new Set(),
  };
  const events = readEvents({ setup, operation, contract, options, signal, connect, state });

  function toReadableStream(): ReadableStream<Event | UnknownEvent> {
    return new ReadableStream(
      {
        pull: async (controller) => {
          const { done, value } = await events.next();
          if (done) controller.close();
          else controller.enqueue(value);
        },
        // By the signal, because a read that waits for the next event would hold `return` up.
        cancel: (reason) => ended.abort(reason),
      },
      // Nothing is read before it is asked for.
      { highWaterMark: 0 },
    );
  }

  return {
    get response() {
      return state.connection.response;
    },
    get lastEventId() {
      return state.lastEventId;
    },
    abort: (reason) => ended.abort(reason),
    toReadableStream,
    tee: () => toReadableStream().tee(),
    [Symbol.asyncIterator]: () => events,
  };
}
