/** Follows a stream through the grammar of its contract. */

import { expectedEvents, nextState, type StreamAutomaton } from "@parley/contracts";

/** Where a stream is; `undefined` once it has left the grammar. */
export type StreamPlace = number | undefined;

/** The place after one more event. */
export function followOrder(automaton: StreamAutomaton, place: StreamPlace, name: string): StreamPlace {
  return place === undefined ? undefined : nextState(automaton, place, name);
}

/** The words about an event that is out of order, while developing. */
export function describeDisorder(
  automaton: StreamAutomaton,
  { place, name }: { readonly place: number; readonly name: string },
): string | undefined {
  try {
    // Bundlers know this value, so what follows is not in production bundles; browsers alone have no process.
    if (process.env.NODE_ENV === "production") return undefined;
    const expected = expectedEvents(automaton, place).join(", ") || "the end of the stream";
    return `Stream event ${name} is out of order; the contract expects ${expected}.`;
  } catch {
    return undefined;
  }
}
