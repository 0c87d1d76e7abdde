/** Reads a wire transcript, as it stands in the `.sse` example files, to its events. */

import { createParser } from "eventsource-parser";
import { nextState, expectedEvents, mayEnd, type StreamAutomaton } from "./automaton.ts";
import { type ClassifiedEvent, classifyEvent, type ServerSentEvent, type StreamForms } from "./classify.ts";

/** Events and comments of a transcript, in order. */
export interface Transcript {
  readonly events: readonly ServerSentEvent[];
  readonly comments: readonly string[];
}

/** Parses the bytes of a whole stream, given as text. */
export function parseTranscript(text: string): Transcript {
  const events: ServerSentEvent[] = [];
  const comments: string[] = [];
  const parser = createParser({
    onEvent: ({ event, data }) => events.push({ event, data }),
    onComment: (comment) => comments.push(comment),
  });
  parser.feed(text);
  return { events, comments };
}

/** What {@link checkTranscript} needs to know of a stream. */
export interface StreamRules {
  readonly forms: StreamForms;
  readonly automaton: StreamAutomaton;
  /** Problems of the decoded data of one event; empty when it is valid. */
  validate(name: string, data: unknown): readonly string[];
}

/**
 * Checks a transcript event by event: known, valid, in an order that the grammar allows, and ended where it may end.
 *
 * @returns One sentence for each problem; empty when the transcript is right.
 */
export function checkTranscript(text: string, rules: StreamRules): string[] {
  const { events } = parseTranscript(text);
  const problems: string[] = [];
  let state = 0;
  for (const [index, event] of events.entries()) {
    const classified: ClassifiedEvent = classifyEvent(rules.forms, event);
    const where = `Event ${index + 1}`;
    if (classified.name === undefined) {
      problems.push(`${where}: ${classified.problem}.`);
      return problems;
    }
    for (const problem of rules.validate(classified.name, classified.data)) {
      problems.push(`${where} (${classified.name}): ${problem}.`);
    }
    const next = nextState(rules.automaton, state, classified.name);
    if (next === undefined) {
      const expected = expectedEvents(rules.automaton, state).join(", ") || "the end of the stream";
      problems.push(`${where}: ${classified.name} is out of order; expected ${expected}.`);
      return problems;
    }
    state = next;
  }
  if (!mayEnd(rules.automaton, state)) {
    problems.push(`The stream ends early; expected ${expectedEvents(rules.automaton, state).join(", ")}.`);
  }
  if (!/(\n\n|\r\n\r\n|\r\r)$/.test(text)) problems.push("The last event is not ended by a blank line.");
  return problems;
}
