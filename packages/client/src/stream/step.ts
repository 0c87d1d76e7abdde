/** What an event of a stream means by its contract, as a step from data to data. */

import { identifyEvent, mayEnd, type StreamContract } from "@parley/contracts";
import type { DecodedEvent } from "../decoder/index.ts";
import { followOrder, type StreamPlace } from "./stream-order.ts";

/** An event that the contract does not have; newer platforms may send such ones. */
export interface UnknownEvent {
  readonly type: "unknown";
  /** Name in the SSE field `event`; empty when there is none. */
  readonly event: string;
  readonly data: string;
}

/** Where a stream is, through all of its connections. */
export interface StreamState {
  /** Of the last event that was delivered. */
  readonly lastEventId: string;
  /** The position to resume from: of the last event that was decoded, also where it had no data. */
  readonly decodedId: string;
  readonly place: StreamPlace;
  /** The last event id of this connection. */
  readonly connectionId: string;
  /** Ids of this connection and of those before; only where a connection resumes from one. */
  readonly ids: readonly string[];
  /** How many of them were there before this connection. */
  readonly known: number;
}

/** The state before the first event. */
export const firstState: StreamState = {
  lastEventId: "",
  decodedId: "",
  place: 0,
  connectionId: "",
  ids: [],
  known: 0,
};

/** What an event comes to. */
export interface StreamStep<Event> {
  readonly state: StreamState;
  /** To be delivered. */
  readonly event?: Event | UnknownEvent;
  /** Told once, where the order of the contract is left. */
  readonly disorder?: { readonly place: number; readonly name: string };
  /** The event says that the stream failed. */
  readonly failure?: { readonly name: string; readonly data: unknown };
  /** `end` after an event that always ends the stream; `cut` where only half of one came. */
  readonly after?: "end" | "cut";
}

/** Ids that are remembered, so that a server which begins too early brings nothing twice. */
const rememberedIds = 1_000;

/** The state of a further connection. */
export function reconnect({ resume }: StreamContract, state: StreamState): StreamState {
  const place = resume === "replay" ? 0 : state.place;
  return { ...state, place, connectionId: "", known: state.ids.length };
}

/** What the contract makes of a decoded event. */
export function stepStream<Event extends { type: string }>(
  contract: StreamContract<Event>,
  before: StreamState,
  decoded: DecodedEvent,
): StreamStep<Event> {
  const { automaton, failures, terminal, resume } = contract;
  const { lastEventId, unterminated } = decoded;
  const isSeen = resume === "last-event-id" && before.ids.lastIndexOf(lastEventId, before.known - 1) >= 0;
  const isNewId = !unterminated && lastEventId !== before.connectionId;
  const state = isNewId ? rememberId(contract, before, lastEventId) : before;
  if (isSeen && lastEventId && before.known > 0) return { state };
  const { name, data } = identifyEvent(contract, decoded);
  // What no blank line ended may be half an event.
  if (unterminated && (name === undefined || isHalfWord(contract, decoded))) return { state, after: "cut" };
  if (name === undefined) return { state, event: { type: "unknown", event: decoded.event, data: decoded.data } };
  const place = followOrder(automaton, state.place, name);
  const next = {
    state: place === state.place ? state : { ...state, place },
    ...(place === undefined && state.place !== undefined && { disorder: { place: state.place, name } }),
  };
  if (failures.includes(name)) return { ...next, failure: { name, data } };
  const event = { type: name, data } as unknown as Event; // the contract ties the data to the name
  return terminal.includes(name) ? { ...next, event, after: "end" } : { ...next, event };
}

/** Whether the stream may end here, by its contract. */
export function isComplete({ automaton }: StreamContract, { place }: StreamState): boolean {
  return place !== undefined && mayEnd(automaton, place);
}

function rememberId({ resume }: StreamContract, state: StreamState, id: string): StreamState {
  const next = { ...state, connectionId: id, lastEventId: id };
  if (resume !== "last-event-id") return next;
  const ids = [...state.ids, id];
  const surplus = Math.max(0, ids.length - rememberedIds);
  return { ...next, ids: ids.slice(surplus), known: Math.max(0, state.known - surplus) };
}

/** Whether a text event may be the beginning of another one. */
function isHalfWord({ events }: StreamContract, { data }: DecodedEvent): boolean {
  return Object.values(events).some(({ text }) => text !== data && text?.startsWith(data));
}
