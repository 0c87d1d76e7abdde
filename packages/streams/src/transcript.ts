/** Reads event streams, live or as the transcripts of the `.sse` example files, and checks them against `x-stream`. */

import { createParser } from "eventsource-parser";
import { expectedEvents, mayEnd, nextState, type StreamAutomaton } from "./automaton.ts";
import { classifyEvent, type ServerSentEvent, type StreamForms } from "./classify.ts";

/** Parses the bytes of a whole stream, given as text; an event that no blank line ends is not one. */
export function parseTranscript(text: string): ServerSentEvent[] {
  const events: ServerSentEvent[] = [];
  const parser = createParser({ onEvent: ({ event, data }) => events.push({ event, data }) });
  parser.feed(text);
  return events;
}

/** What {@link createStreamChecker} needs to know of a stream. */
export interface StreamRules {
  readonly forms: StreamForms;
  readonly automaton: StreamAutomaton;
  /** Problems of the decoded data of one event; empty when it is valid. */
  validate(name: string, data: unknown): readonly string[];
}

/** Follows one stream event by event; both functions give one sentence for each problem. */
export interface StreamChecker {
  next(event: ServerSentEvent): string[];
  end(): string[];
}

/** Checks that events are known, valid and in an order that the grammar allows, and that the stream ends where it may. */
export function createStreamChecker({ forms, automaton, validate }: StreamRules): StreamChecker {
  let state = 0;
  let count = 0;
  let isLost = false;
  return {
    next(event) {
      if (isLost) return [];
      count += 1;
      const classified = classifyEvent(forms, event);
      if (classified.name === undefined) {
        isLost = true;
        return [`Event ${count}: ${classified.problem}.`];
      }
      const { name } = classified;
      const problems = validate(name, classified.data).map((problem) => `Event ${count} (${name}): ${problem}.`);
      const next = nextState(automaton, state, name);
      if (next === undefined) {
        isLost = true;
        const expected = expectedEvents(automaton, state).join(", ") || "the end of the stream";
        return [...problems, `Event ${count}: ${name} is out of order; expected ${expected}.`];
      }
      state = next;
      return problems;
    },
    end() {
      if (isLost || mayEnd(automaton, state)) return [];
      return [`The stream ends early, after ${count} events; expected ${expectedEvents(automaton, state).join(", ")}.`];
    },
  };
}

/** Checks a whole transcript; the last event must be ended by a blank line. */
export function checkTranscript(text: string, rules: StreamRules): string[] {
  const checker = createStreamChecker(rules);
  const problems = [...parseTranscript(text).flatMap((event) => checker.next(event)), ...checker.end()];
  return /(\r\n|\n|\r(?!\n)){2}$/.test(text) ? problems : [...problems, "No blank line ends the last event."];
}
