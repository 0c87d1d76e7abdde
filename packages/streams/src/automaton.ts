/** The compiled form of an `x-stream` grammar and the questions that may be asked of it. */

/** A deterministic automaton over event names; state 0 is the start. */
export interface StreamAutomaton {
  readonly states: readonly {
    /** State that each allowed event leads to. */
    readonly next: Readonly<Record<string, number>>;
    /** Whether the stream may end in this state. */
    readonly accepting: boolean;
  }[];
}

/**
 * The state after one more event, or `undefined` if the contract does not allow that event here.
 *
 * @param state - Index of the current state; 0 before the first event.
 */
export function nextState(automaton: StreamAutomaton, state: number, event: string): number | undefined {
  const next = automaton.states[state]?.next;
  return next && Object.hasOwn(next, event) ? next[event] : undefined;
}

/** Names of the events that may come next, in the order of the grammar. */
export function expectedEvents(automaton: StreamAutomaton, state: number): string[] {
  return Object.keys(automaton.states[state]?.next ?? {});
}

/** Whether the contract allows the stream to end in this state. */
export function mayEnd(automaton: StreamAutomaton, state: number): boolean {
  return automaton.states[state]?.accepting ?? false;
}
