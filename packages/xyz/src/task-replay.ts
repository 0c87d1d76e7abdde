/** Finds out what of a replayed task stream is new. The platform replays a state, not the very events. */

import { StreamFailedError, type UnknownEvent } from "@parley/client";
import type { StreamTaskEvent } from "@parley/contracts/xyz";
import { streamTask } from "@parley/contracts/xyz/operations";
import type { Message } from "./schemas.ts";

type Incoming = StreamTaskEvent | UnknownEvent;
type EventOf<Name extends Incoming["type"]> = Extract<Incoming, { type: Name }>;

/** What of one event is new: nothing, the event or a part of it, or events made from it. */
export type ReplayFilter = (event: Incoming, isLive: boolean) => readonly Incoming[];

/**
 * Makes a filter for one connection. Messages are known by their ids, text by how much of it there was, tool calls and
 * their results by call id and status, everything else by how often the same came before.
 *
 * @param delivered - Events of the connections before; none for the first connection, and then all is new.
 */
export function createReplayFilter(delivered: readonly Incoming[]): ReplayFilter {
  const messages = new Set(delivered.flatMap((event) => (event.type === "history_message" ? [event.data.id] : [])));
  const done = delivered.findLast((event) => event.type === "history_done");
  const after = done ? delivered.slice(delivered.lastIndexOf(done) + 1) : [];
  let turn = done?.data.isStreaming || after.length > 0 ? readTurn(after) : undefined;
  /** Messages that were stored while the stream was cut. */
  const stored: EventOf<"history_message">[] = [];
  let held: EventOf<"tool_call"> | undefined;

  function endHistory(event: EventOf<"history_done">): readonly Incoming[] {
    const { isStreaming } = event.data;
    if (!turn) return done?.data.isStreaming === isStreaming ? [] : [event];
    const next = stored.findIndex(({ data }) => data.role === "user");
    const replies = stored.slice(0, next < 0 ? stored.length : next).map(({ data }) => data);
    if (replies.length > 0 && (next >= 0 || !isStreaming)) return completeTurn(turn, replies);
    if (!isStreaming) {
      const message = `${streamTask.id} was cut, and the turn ended without a reply meanwhile`;
      const options = { code: "no_reply", operationId: streamTask.id, data: event.data, partial: delivered };
      throw new StreamFailedError(message, options);
    }
    if (next < 0) return stored;
    turn = undefined;
    return [...stored, event];
  }

  /** Catch-up may show a finished call once, with the status of its result instead of the one it had. */
  function holdCall(event: EventOf<"tool_call">, isLive: boolean): boolean {
    const { callId, status } = event.data;
    return (
      !isLive && turn?.has("tool_call", callId) === true && status !== "awaiting_approval" && status !== "executing"
    );
  }

  function select(event: Incoming, isLive: boolean): readonly Incoming[] {
    if (event.type === "history_message") {
      if (messages.has(event.data.id)) return [];
      if (!turn) return [event];
      stored.push(event);
      return [];
    }
    if (event.type === "history_done") return endHistory(event);
    if (!turn) return [event];
    if (event.type === "content" && event.data.text !== "") {
      const text = turn.takeText(event.data.text);
      return text === "" ? [] : [{ ...event, data: { ...event.data, text } }];
    }
    if (turn.take(event)) return [];
    if (event.type !== "tool_call" || !holdCall(event, isLive)) return [event];
    held = event;
    return [];
  }

  return (event, isLive) => {
    const call = held;
    held = undefined;
    const isResult = event.type === "tool_result" && event.data.callId === call?.data.callId;
    const fresh = select(event, isLive);
    return call && !isResult ? [call, ...fresh] : fresh;
  };
}

/** What was delivered of a turn. */
interface Turn {
  readonly text: string;
  /** Whether a tool call was announced, or its result delivered, whatever the status. */
  has(type: "tool_call" | "tool_result", callId: string): boolean;
  /** Whether the event was delivered before; each time counts once. */
  take(event: Incoming): boolean;
  /** What a replayed piece has beyond the delivered text; the pieces come in their order. */
  takeText(piece: string): string;
}

function readTurn(delivered: readonly Incoming[]): Turn {
  const counts = new Map<string, number>();
  const calls = new Set<string>();
  let text = "";
  for (const event of delivered) {
    const key = keyOf(event);
    counts.set(key, (counts.get(key) ?? 0) + 1);
    if (event.type === "content") text += event.data.text;
    if (isCall(event)) calls.add(event.type + event.data.callId);
  }
  let position = 0;
  return {
    text,
    has: (type, callId) => calls.has(type + callId),
    take(event) {
      const key = keyOf(event);
      const count = counts.get(key) ?? 0;
      counts.set(key, count - 1);
      return count > 0;
    },
    takeText(piece) {
      const known = text.slice(position, position + piece.length);
      const isKnown = piece.startsWith(known);
      // Where the text differs it is another one, and all of it is new.
      position = isKnown ? position + known.length : text.length;
      return isKnown ? piece.slice(known.length) : piece;
    },
  };
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
  const thoughts = replies
    .flatMap((reply) => reply.thoughts ?? [])
    .map((data): Incoming => ({ type: "thought", data }))
    .filter((event) => !turn.take(event));
  const calls = replies
    .flatMap((reply) => reply.toolCalls ?? [])
    .flatMap(({ callId, toolName, status, args = {}, output }): Incoming[] => [
      ...(turn.has("tool_call", callId)
        ? []
        : [{ type: "tool_call" as const, data: { callId, toolName, status, args } }]),
      ...(turn.has("tool_result", callId) ? [] : [{ type: "tool_result" as const, data: { callId, status, output } }]),
    ]);
  const text = finalResponse.startsWith(turn.text) ? finalResponse.slice(turn.text.length) : "";
  return [
    ...thoughts,
    ...calls,
    ...(text ? [{ type: "content" as const, data: { text, isPartial: false } }] : []),
    { type: "done", data: { finalResponse } },
  ];
}
