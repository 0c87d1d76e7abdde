/** Follows a stream through the grammar of its contract. */

import { expectedEvents, nextState, type StreamAutomaton } from "@parley/contracts";

/** Where a stream is; `undefined` once it has left the grammar. */
export type StreamPlace = number | undefined;

/**
 * The place after one more event. The first event that is out of order is told to `warn` while developing.
 *
 * @param warn - `console.warn` by default.
 */
export function followOrder(
  automaton: StreamAutomaton,
  place: StreamPlace,
  name: string,
  warn: ((message: string) => void) | undefined,
): StreamPlace {
  if (place === undefined) return undefined;
  const next = nextState(automaton, place, name);
  if (next === undefined) {
    const message = describeDisorder(automaton, place, name);
    if (message) (warn ?? console.warn)(message);
  }
  return next;
}

function describeDisorder(automaton: StreamAutomaton, place: number, name: string): string | undefined {
  try {
    // Bundlers know this value, so what follows is not in production bundles; browsers alone have no process.
    if (process.env.NODE_ENV === "production") return undefined;
    const expected = expectedEvents(automaton, place).join(", ") || "the end of the stream";
    return `Stream event ${name} is out of order; the contract expects ${expected}.`;
  } catch {
    return undefined;
  }
}
