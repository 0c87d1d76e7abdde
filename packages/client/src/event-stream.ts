/** Reads the event stream of an operation as typed events, in the order that its contract allows. */

import {
  classifyEvent,
  expectedEvents,
  mayEnd,
  nextState,
  type Operation,
  type StreamContract,
} from "@parley/contracts";
import { type Api, type ApiSetup, setupOf } from "./api.ts";
import { type CallOptions, readApiError, sendOperation } from "./call.ts";
import {
  AbortError,
  ApiError,
  ConnectionError,
  isParleyError,
  ProtocolError,
  StreamEndedEarlyError,
  StreamFailedError,
  TimeoutError,
} from "./errors.ts";
import { type DecodedEvent, decodeEventStream } from "./event-stream-decoder.ts";
import { watchIdle } from "./idle-watch.ts";
import type { Input, KnownOperation, OperationTypes } from "./operation-types.ts";
import { dropReplayed } from "./replay.ts";
import { isRetryableStatus, retryDelay } from "./retry.ts";

/** Milliseconds after which a connection counts as useful although it brought nothing new. */
const usefulLife = 60_000;

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
  /** Told when events come in an order that the contract does not have; `console.warn` while developing. */
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
  const signal = options.signal ? AbortSignal.any([options.signal, ended.signal]) : ended.signal;
  const connect = (lastEventId: string) => connectStream(setup, operation, { ...options, signal }, lastEventId);
  const state = { response: await connect(""), lastEventId: "" };
  const events = readEvents({ setup, operation, contract, options, signal, connect, state });

  function toReadableStream(): ReadableStream<Event | UnknownEvent> {
    return new ReadableStream({
      pull: async (controller) => {
        const { done, value } = await events.next();
        if (done) controller.close();
        else controller.enqueue(value);
      },
      cancel: async () => {
        await events.return();
      },
    });
  }

  return {
    get response() {
      return state.response;
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

async function connectStream(
  setup: ApiSetup,
  operation: Operation,
  options: CallOptions,
  lastEventId: string,
): Promise<Response> {
  const headers = {
    accept: "text/event-stream",
    ...(lastEventId && { "last-event-id": lastEventId }),
    ...options.headers,
  };
  const response = await sendOperation(setup, operation, { ...options, headers });
  if (response.status >= 400) throw await readApiError(setup, operation, response);
  const type = response.headers.get("content-type") ?? "no content type";
  if (!response.body || !type.startsWith("text/event-stream")) {
    await response.body?.cancel();
    const message = `${operation.id} answered ${response.status} with ${type} instead of an event stream`;
    throw new ProtocolError(message, { code: "no_event_stream", operationId: operation.id });
  }
  return response;
}

interface Reading<Event> {
  readonly setup: ApiSetup;
  readonly operation: Operation;
  readonly contract: StreamContract<Event>;
  readonly options: StreamOptions<Event>;
  readonly signal: AbortSignal;
  readonly connect: (lastEventId: string) => Promise<Response>;
  readonly state: { response: Response; lastEventId: string };
}

async function* readEvents<Event extends { type: string }>(
  reading: Reading<Event>,
): AsyncGenerator<Event | UnknownEvent, void, undefined> {
  const { setup, operation, contract, options, signal, connect, state } = reading;
  const { maxReconnects = 3, transform = contract.resume === "replay" ? dropReplayed : (events) => events } = options;
  const delivered: (Event | UnknownEvent)[] = [];
  for (let isFirst = true, attempt = 1; ; isFirst = false, attempt += 1) {
    const { length } = delivered;
    const begin = setup.clock.now();
    let cause: unknown;
    try {
      if (!isFirst) state.response = await connect(contract.resume === "last-event-id" ? state.lastEventId : "");
      for await (const event of transform(readConnection(reading, delivered), delivered)) {
        delivered.push(event);
        yield event;
      }
      return;
    } catch (error) {
      if (error instanceof AbortError || (isParleyError(error) && !isCut(error))) throw error;
      if (signal.aborted) throw aborted(operation, signal);
      cause = error;
    }
    // A connection that was of use is no failure, or else long streams could not live behind gateways that cut them.
    if (delivered.length > length || setup.clock.now() - begin >= usefulLife) attempt = 1;
    const delay =
      contract.resume === "none"
        ? undefined
        : retryDelay(attempt, undefined, { ...setup.retry, maxRetries: maxReconnects }, setup.random);
    if (delay === undefined) throw cutShort(operation, delivered, cause);
    await setup.clock.sleep(delay, signal).catch(() => {
      throw aborted(operation, signal);
    });
  }
}

/** Events of one connection until it ends as it may; throws an error for which {@link isCut} holds when it is cut. */
async function* readConnection<Event extends { type: string }>(
  { setup, operation, contract, options, state }: Reading<Event>,
  delivered: readonly (Event | UnknownEvent)[],
): AsyncGenerator<Event | UnknownEvent, void, undefined> {
  const { body } = state.response;
  if (!body) return;
  const idle = options.idleTimeout ?? (contract.heartbeat ? contract.heartbeat.seconds * 2500 : undefined);
  const bytes = idle === undefined ? body : watchIdle(body, idle, setup.clock);
  const onLastEventId = (id: string) => {
    state.lastEventId = id;
  };
  let place: number | undefined = 0;
  for await (const event of decodeEventStream(bytes, { maxEventBytes: options.maxEventBytes, onLastEventId })) {
    const classified = classifyEvent(contract, event);
    if (classified.name === undefined) {
      // What no blank line ended may be half an event.
      if (event.unterminated) break;
      yield { type: "unknown", event: event.event, data: event.data };
      continue;
    }
    const { name, data } = classified;
    place = follow(contract, place, name, options);
    if (contract.failures.includes(name)) throw failed(operation, event, data, delivered);
    yield { type: name, data } as unknown as Event; // the contract ties the data to the name
    if (contract.terminal.includes(name)) return;
  }
  if (place !== undefined && !mayEnd(contract.automaton, place)) throw cutShort(operation, delivered, undefined);
}

/** The place in the grammar after an event; `undefined` once the stream has left it, after one warning. */
function follow<Event>(
  { automaton }: StreamContract<Event>,
  place: number | undefined,
  name: string,
  { onWarning = isDeveloping() ? console.warn : undefined }: StreamOptions<Event>,
): number | undefined {
  if (place === undefined) return undefined;
  const next = nextState(automaton, place, name);
  if (next === undefined) {
    const expected = expectedEvents(automaton, place).join(", ") || "the end of the stream";
    onWarning?.(`Stream event ${name} is out of order; the contract expects ${expected}.`);
  }
  return next;
}

function isDeveloping(): boolean {
  const { process } = globalThis as { process?: { env?: Record<string, string | undefined> } }; // absent in browsers
  return process?.env?.NODE_ENV === "development";
}

function failed(operation: Operation, event: DecodedEvent, data: unknown, partial: unknown): StreamFailedError {
  const name = event.event === "message" || event.event === "" ? "an event" : `the event ${event.event}`;
  const code = (data as { code?: unknown } | null)?.code;
  const message = `${operation.id} failed in the middle of the stream, by ${name}: ${describeFailure(data)}`;
  return new StreamFailedError(message, {
    code: typeof code === "string" ? code : "stream_failed",
    operationId: operation.id,
    data,
    partial,
  });
}

function describeFailure(data: unknown): string {
  if (typeof data === "string") return data.slice(0, 200);
  const { message } = (data ?? {}) as { message?: unknown }; // an object, as it was decoded from JSON
  return typeof message === "string" ? message.slice(0, 200) : "no reason given";
}

function cutShort(operation: Operation, partial: readonly unknown[], cause: unknown): StreamEndedEarlyError {
  const message = `${operation.id} stopped after ${partial.length} events, before the stream was complete`;
  return new StreamEndedEarlyError(message, { code: "stream_ended_early", operationId: operation.id, partial, cause });
}

/** Whether a connection may be taken up again after this error. */
function isCut(error: unknown): boolean {
  return (
    error instanceof StreamEndedEarlyError ||
    error instanceof TimeoutError ||
    error instanceof ConnectionError ||
    (error instanceof ApiError && isRetryableStatus(error.status))
  );
}

function aborted(operation: Operation, signal: AbortSignal): AbortError {
  const options = { code: "aborted", operationId: operation.id, cause: signal.reason };
  return new AbortError(`${operation.id} was aborted`, options);
}
