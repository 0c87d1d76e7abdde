/** Reads events from the connections of a stream, one after the other. */

import { classifyEvent, mayEnd, type Operation, type StreamContract } from "@parley/contracts";
import { type DecodedEvent, decodeEventStream } from "../decoder/index.ts";
import type { ApiSetup } from "../request/index.ts";
import { aborted } from "../request/index.ts";
import { retryDelay } from "../retry/index.ts";
import type { StreamConnection } from "./connection.ts";
import type { StreamOptions, UnknownEvent } from "./event-stream.ts";
import { dropReplayed } from "./replay.ts";
import { endedEarly, isCut, streamFailed } from "./stream-errors.ts";
import { followOrder, type StreamPlace } from "./stream-order.ts";

/** Milliseconds after which a connection counts as useful although it brought nothing new. */
const usefulLife = 60_000;

/** State of a stream, through all of its connections. */
export interface StreamState {
  connection: StreamConnection;
  /** Of the last event that was delivered. */
  lastEventId: string;
  /** Of the last event that was decoded. */
  decodedId: string;
  /** The `retry` field: milliseconds to wait before a reconnect. */
  reconnectDelay: number | undefined;
  place: StreamPlace;
  readonly seenIds: Set<string>;
}

/** What a stream is read with. */
export interface Reading<Event> {
  readonly setup: ApiSetup;
  readonly operation: Operation;
  readonly contract: StreamContract<Event>;
  readonly options: StreamOptions<Event>;
  readonly signal: AbortSignal;
  readonly connect: (lastEventId: string) => Promise<StreamConnection>;
  readonly state: StreamState;
}

/**
 * Reads a stream to its end, with as many connections as that takes.
 *
 * @throws StreamFailedError, StreamEndedEarlyError, AbortError, ProtocolError; what a transform throws.
 */
export async function* readEvents<Event extends { type: string }>(
  reading: Reading<Event>,
): AsyncGenerator<Event | UnknownEvent, void, undefined> {
  const { setup, operation, contract, options, signal, connect, state } = reading;
  const { resume } = contract;
  const { maxReconnects = 3, transform = resume === "replay" ? dropReplayed : (events) => events } = options;
  const delivered: (Event | UnknownEvent)[] = [];
  for (let isFirst = true, attempt = 1; ; isFirst = false, attempt += 1) {
    const { length } = delivered;
    const begin = setup.clock.now();
    let cause: unknown;
    let isOpen = isFirst;
    try {
      if (!isFirst) state.connection = await connect(resume === "replay" ? "" : state.decodedId);
      isOpen = true;
      for await (const event of transform(readConnection(reading, delivered), delivered)) {
        delivered.push(event);
        yield event;
      }
      return;
    } catch (error) {
      if (signal.aborted) throw aborted(operation, signal.reason);
      if (!isCut(error)) throw isOpen ? error : endedEarly(operation, delivered, error);
      cause = error;
    }
    // A connection that was of use is no failure, or else long streams could not live behind gateways that cut them.
    if (delivered.length > length || setup.clock.now() - begin >= usefulLife) attempt = 1;
    const policy = { ...setup.retry, maxRetries: resume === "none" ? 0 : maxReconnects };
    const delay = retryDelay(attempt, state.reconnectDelay, policy, setup.random);
    if (delay === undefined) throw endedEarly(operation, delivered, cause);
    await setup.clock.sleep(delay, signal).catch((reason: unknown) => {
      throw aborted(operation, reason);
    });
  }
}

/** Events of one connection until it ends as it may; throws an error for which {@link isCut} holds when it is cut. */
async function* readConnection<Event extends { type: string }>(
  { operation, contract, options, state }: Reading<Event>,
  delivered: readonly (Event | UnknownEvent)[],
): AsyncGenerator<Event | UnknownEvent, void, undefined> {
  const { automaton, failures, terminal, resume } = contract;
  const seenBefore = new Set(state.seenIds);
  let connectionId = "";
  if (resume === "replay") state.place = 0;
  const decoded = decodeEventStream(state.connection.bytes, {
    maxEventBytes: options.maxEventBytes,
    onLastEventId: (id) => {
      state.decodedId = id;
    },
    onRetry: (milliseconds) => {
      state.reconnectDelay = milliseconds;
    },
  });
  for await (const event of decoded) {
    const { lastEventId, unterminated } = event;
    if (!unterminated && lastEventId !== connectionId) {
      connectionId = lastEventId;
      state.lastEventId = lastEventId;
      state.seenIds.add(lastEventId);
    }
    if (resume === "last-event-id" && lastEventId && seenBefore.has(lastEventId)) continue;
    const classified = classifyEvent(contract, event);
    const { name, data } = classified;
    // What no blank line ended may be half an event.
    if (unterminated && (name === undefined || isHalfWord(contract, event))) break;
    if (name === undefined) {
      yield { type: "unknown", event: event.event, data: event.data };
      continue;
    }
    state.place = followOrder(automaton, state.place, name, options.onWarning);
    if (failures.includes(name)) {
      throw streamFailed(operation, { name, data, partial: delivered }, state.connection.mask);
    }
    const known = { type: name, data } as unknown as Event; // the contract ties the data to the name
    if (terminal.includes(name)) {
      // Closed at once, not when the reader is done with the last event.
      await decoded.return();
      yield known;
      return;
    }
    yield known;
  }
  if (state.place === undefined || !mayEnd(automaton, state.place)) throw endedEarly(operation, delivered);
}

/** Whether a text event may be the beginning of another one. */
function isHalfWord({ events }: StreamContract, { data }: DecodedEvent): boolean {
  return Object.values(events).some(({ text }) => text !== data && text?.startsWith(data));
}
