/** Takes out of a replayed stream what was delivered before the connection was cut. */

/** One event on its way, and how long the reader waited for it in milliseconds. */
export interface Arrival<Event> {
  readonly event: Event;
  readonly waited: number;
}

/** What an event comes to. */
export interface FilterStep<State, Given> {
  readonly state: State;
  /** What is delivered: nothing, the event or a part of it, or events made from it. */
  readonly events: readonly Given[];
  /** Whether the stream ends behind these. */
  readonly isEnd?: boolean;
}

/** Decides of each event what is delivered: steps from data to data, through all connections of a stream. */
export interface StreamFilter<State, Event, Given = Event> {
  readonly initial: State;
  /** The state of a further connection, which may begin with what was delivered before. */
  reconnect(state: State): State;
  step(state: State, arrival: Arrival<Event>): FilterStep<State, Given>;
  /** Whether a stream may end here that the grammar lets end; it may by default. */
  mayEnd?(state: State): boolean;
}

/** Texts of events, the newest first: a list that is longer by one shares all others with the one before. */
interface Delivered {
  readonly text: string;
  readonly before: Delivered | undefined;
}

/** What {@link dropReplayed} knows of the events before. */
export interface Replayed {
  readonly delivered: Delivered | undefined;
  /** What a replay is expected to bring, until it brings something else. */
  readonly expected: readonly string[];
  readonly index: number;
}

/**
 * For streams that replay the very same events: each one that equals the next delivered one is dropped, and from the
 * first that differs all are new.
 */
export function dropReplayed<Event>(): StreamFilter<Replayed, Event> {
  return {
    initial: { delivered: undefined, expected: [], index: 0 },
    reconnect({ delivered }) {
      const expected: string[] = [];
      for (let item = delivered; item; item = item.before) expected.push(item.text);
      return { delivered, expected: expected.reverse(), index: 0 };
    },
    step({ delivered, expected, index }, { event }) {
      const text = JSON.stringify(event);
      if (expected[index] === text) return { state: { delivered, expected, index: index + 1 }, events: [] };
      return { state: { delivered: { text, before: delivered }, expected: [], index: 0 }, events: [event] };
    },
  };
}

/** For streams that bring nothing twice. */
export function passAll<Event>(): StreamFilter<undefined, Event> {
  return {
    initial: undefined,
    reconnect: () => undefined,
    step: (_state, { event }) => ({ state: undefined, events: [event] }),
  };
}
