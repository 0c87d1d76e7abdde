/**
 * Finds out what of a replayed task stream is new, as steps from data to data. The platform replays a state, not the very
 * events: messages are known by their ids, text by how much of it there was, tool calls and their results by call id and
 * status, everything else by how often the same came before.
 */

import { StreamFailedError, type UnknownEvent } from "@parley/client";
import type { StreamTaskEvent } from "@parley/contracts/xyz";
import type { Message } from "./schemas.ts";

type Incoming = StreamTaskEvent | UnknownEvent;
type EventOf<Name extends Incoming["type"]> = Extract<Incoming, { type: Name }>;

/** A list that is longer by one and shares all others with the one before. */
interface List<Item> {
  readonly item: Item;
  readonly before: List<Item> | undefined;
}

/** What was delivered of a turn, and how much of it the replay has brought again. */
interface Turn {
  readonly text: string;
  /** How much of the text came again. */
  readonly position: number;
  /** How often each other event was delivered and has not come again. */
  readonly left: ReadonlyMap<string, number>;
  /** Tool calls that were announced and results that were delivered, whatever their status. */
  readonly calls: ReadonlySet<string>;
}

/** What is known of a task stream through all of its connections. */
export interface ReplayState {
  /** Ids of the messages that were delivered. */
  readonly messages: List<string> | undefined;
  /** The last end of a history that was delivered. */
  readonly done: EventOf<"history_done"> | undefined;
  /** What was delivered since. */
  readonly after: List<Incoming> | undefined;
  /** Ids of the messages that were delivered before this connection. */
  readonly known: ReadonlySet<string>;
  /** The turn that this connection replays; all is new where there is none. */
  readonly turn: Turn | undefined;
  /** Messages that were stored while the stream was cut. */
  readonly stored: readonly EventOf<"history_message">[];
  /** A call that is only delivered if no result follows at once. */
  readonly held: EventOf<"tool_call"> | undefined;
}

/** A state and what is new. */
export interface ReplayStep {
  readonly state: ReplayState;
  readonly events: readonly Incoming[];
}

/** The state before the first event. */
export const firstReplay: ReplayState = {
  messages: undefined,
  done: undefined,
  after: undefined,
  known: new Set(),
  turn: undefined,
  stored: [],
  held: undefined,
};

/** The state of a further connection. */
export function replayAgain(state: ReplayState): ReplayState {
  const { messages, done, after } = state;
  const delivered = toArray(after);
  const turn = done?.data.isStreaming || delivered.length > 0 ? readTurn(delivered) : undefined;
  return { ...state, known: new Set(toArray(messages)), turn, stored: [], held: undefined };
}

/** Decides what of an event is new: nothing, the event or a part of it, or events made from it. */
export function stepReplay(before: ReplayState, event: Incoming, isLive: boolean): ReplayStep {
  const { held } = before;
  const { state, events } = select({ ...before, held: undefined }, event, isLive);
  const isResult = event.type === "tool_result" && event.data.callId === held?.data.callId;
  const fresh = held && !isResult ? [held, ...events] : events;
  return { state: fresh.reduce(deliver, state), events: fresh };
}

/** Remembers an event as delivered. */
function deliver(state: ReplayState, event: Incoming): ReplayState {
  if (event.type === "history_message") {
    return { ...state, messages: { item: event.data.id, before: state.messages } };
  }
  if (event.type === "history_done") return { ...state, done: event, after: undefined };
  return { ...state, after: { item: event, before: state.after } };
}

function select(state: ReplayState, event: Incoming, isLive: boolean): ReplayStep {
  const { turn, known } = state;
  if (event.type === "history_message") {
    if (known.has(event.data.id)) return { state, events: [] };
    return turn ? { state: { ...state, stored: [...state.stored, event] }, events: [] } : { state, events: [event] };
  }
  if (event.type === "history_done") return endHistory(state, event);
  if (!turn) return { state, events: [event] };
  if (event.type === "content" && event.data.text !== "") {
    const { text, next } = takeText(turn, event.data.text);
    const events = text === "" ? [] : [{ ...event, data: { ...event.data, text } }];
    return { state: { ...state, turn: next }, events };
  }
  const rest = take(turn, event);
  if (rest) return { state: { ...state, turn: rest }, events: [] };
  if (event.type === "tool_call" && isHeld(turn, event, isLive))
    return { state: { ...state, held: event }, events: [] };
  return { state, events: [event] };
}

function endHistory(state: ReplayState, event: EventOf<"history_done">): ReplayStep {
  const { turn, stored, done } = state;
  const { isStreaming } = event.data;
  if (!turn) return { state, events: done?.data.isStreaming === isStreaming ? [] : [event] };
  const next = stored.findIndex(({ data }) => data.role === "user");
  const replies = stored.slice(0, next < 0 ? stored.length : next).map(({ data }) => data);
  if (replies.length > 0 && (next >= 0 || !isStreaming)) return { state, events: completeTurn(turn, replies) };
  if (!isStreaming) {
    throw new StreamFailedError("streamTask was cut, and the turn ended without a reply meanwhile", {
      code: "no_reply",
      operationId: "streamTask",
      data: event.data,
      partial: toArray(state.after),
    });
  }
  if (next < 0) return { state, events: stored };
  return { state: { ...state, turn: undefined }, events: [...stored, event] };
}

/** Catch-up may show a finished call once, with the status of its result instead of the one it had. */
function isHeld({ calls }: Turn, { data }: EventOf<"tool_call">, isLive: boolean): boolean {
  const { callId, status } = data;
  return !isLive && calls.has(`tool_call${callId}`) && status !== "awaiting_approval" && status !== "executing";
}

function readTurn(delivered: readonly Incoming[]): Turn {
  const left = new Map<string, number>();
  const calls = new Set<string>();
  let text = "";
  for (const event of delivered) {
    if (event.type === "content") text += event.data.text;
    // Pieces with text come again in other pieces.
    if (event.type !== "content" || event.data.text === "") left.set(keyOf(event), (left.get(keyOf(event)) ?? 0) + 1);
    if (isCall(event)) calls.add(event.type + event.data.callId);
  }
  return { text, position: 0, left, calls };
}

/** The turn without one more of an event that was delivered before; none if it was not. */
function take(turn: Turn, event: Incoming): Turn | undefined {
  const key = keyOf(event);
  const count = turn.left.get(key) ?? 0;
  return count > 0 ? { ...turn, left: new Map(turn.left).set(key, count - 1) } : undefined;
}

/** What a replayed piece has beyond the delivered text; the pieces come in their order. */
function takeText(turn: Turn, piece: string): { readonly text: string; readonly next: Turn } {
  const { text, position } = turn;
  const known = text.slice(position, position + piece.length);
  const isKnown = piece.startsWith(known);
  // Where the text differs it is another one, and all of it is new.
  const next = { ...turn, position: isKnown ? position + known.length : text.length };
  return { text: isKnown ? piece.slice(known.length) : piece, next };
}

function keyOf(event: Incoming): string {
  const { type, data } = event;
  return JSON.stringify(isCall(event) ? [type, event.data.callId, event.data.status] : [type, data]);
}

function isCall(event: Incoming): event is EventOf<"tool_call" | "tool_result"> {
  return event.type.startsWith("tool_");
}

/** The rest of a turn that ended while the stream was cut, from the stored reply. */
function completeTurn(turn: Turn, replies: readonly Message[]): readonly Incoming[] {
  const finalResponse = replies.map(({ content }) => content).join("");
  let rest = turn;
  const thoughts = replies
    .flatMap((reply) => reply.thoughts ?? [])
    .map((data): Incoming => ({ type: "thought", data }))
    .filter((event) => {
      const next = take(rest, event);
      rest = next ?? rest;
      return next === undefined;
    });
  const calls = replies
    .flatMap((reply) => reply.toolCalls ?? [])
    .flatMap(({ callId, toolName, status, args = {}, output }): Incoming[] => [
      ...(turn.calls.has(`tool_call${callId}`)
        ? []
        : [{ type: "tool_call" as const, data: { callId, toolName, status, args } }]),
      ...(turn.calls.has(`tool_result${callId}`)
        ? []
        : [{ type: "tool_result" as const, data: { callId, status, output } }]),
    ]);
  const text = finalResponse.startsWith(turn.text) ? finalResponse.slice(turn.text.length) : "";
  return [
    ...thoughts,
    ...calls,
    ...(text ? [{ type: "content" as const, data: { text, isPartial: false } }] : []),
    { type: "done", data: { finalResponse } },
  ];
}

function toArray<Item>(list: List<Item> | undefined): Item[] {
  const items: Item[] = [];
  for (let next = list; next; next = next.before) items.push(next.item);
  return items.reverse();
}
