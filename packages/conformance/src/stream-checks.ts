/** Checks an event stream while it arrives: its bytes, its events, their order, and that they are those of the example. */

import { isDeepStrictEqual } from "node:util";
import { classifyEvent, type StreamContract } from "@parley/contracts";
import type { LocatedOperation } from "@parley/contracts/document";
import { createStreamChecker } from "@parley/streams/transcript";
import { createParser, type EventSourceMessage } from "eventsource-parser";
import { type DocumentedBody, exampleOf } from "./body-checks.ts";
import type { Contract } from "./contract.ts";
import { type Answer, AnswerError, count } from "./exchange.ts";
import { lengthProblems } from "./header-checks.ts";
import { describeValue, firstDifference, seconds, violations } from "./sentences.ts";

/** What is wrong with a stream; reading ends at the first event that is wrong. */
export async function checkStream(
  contract: Contract,
  located: LocatedOperation,
  documented: DocumentedBody,
  answer: Answer,
): Promise<string[]> {
  const stream = contract.streams[located.operation.operationId];
  if (!stream) return ["The answer is an event stream; the contract has no events for it."];
  const follower = follow(contract, located, documented, stream);
  // The parser takes one byte order mark away; a second one belongs to the first line.
  const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
  const ends = trackEnd();
  let size = 0;
  let lastEvent = 0;
  const problems: string[] = [];
  const parser = createParser({
    onEvent: (event) => {
      lastEvent = answer.elapsed();
      // What comes after a wrong event cannot be judged.
      if (problems.length === 0) problems.push(...follower.next(event));
    },
  });
  const take = (text: string) => {
    ends.feed(text);
    parser.feed(text);
  };
  try {
    for await (const bytes of answer.chunks()) {
      size += bytes.length;
      take(decode(decoder, bytes));
      if (problems.length > 0) return problems;
    }
    take(decode(decoder));
  } catch (error) {
    if (!(error instanceof AnswerError) || !error.isTimeout) throw error;
    return [follower.stalled(seconds(answer.timeout), seconds(answer.elapsed() - lastEvent))];
  }
  if (ends.isOpen()) problems.push("No blank line ends the last event, so clients drop it.");
  return [...problems, ...follower.end(), ...lengthProblems(answer.response, size)];
}

/** Follows the events of one stream. */
interface Follower {
  next(event: EventSourceMessage): string[];
  end(): string[];
  /** What to say when the time is over. */
  stalled(timeout: string, sinceLast: string): string;
}

function follow(
  contract: Contract,
  located: LocatedOperation,
  documented: DocumentedBody,
  stream: StreamContract,
): Follower {
  const schemas = contract.validators[located.operation.operationId]?.events ?? {};
  const checker = createStreamChecker({
    forms: stream,
    automaton: stream.automaton,
    validate: (name, data) => (stream.events[name]?.json ? violations(schemas[name], data) : []),
  });
  const transcript = exampleOf(contract, located, documented)?.value;
  const expected = transcript === undefined ? undefined : readEvents(String(transcript));
  const example = `the example "${documented.example}"`;
  const ids = new Set<string>();
  let number = 0;
  let isClosed = false;
  return {
    next(event) {
      number += 1;
      const problems = checker.next(event);
      const { name } = classifyEvent(stream, event);
      isClosed ||= name !== undefined && stream.terminal.includes(name);
      const { id } = event;
      if (stream.resume === "last-event-id" && id !== undefined && id !== "") {
        if (ids.has(id)) problems.push(`Event ${number}: its id was given before; expected each id once.`);
        ids.add(id);
      }
      if (problems.length > 0 || !expected) return problems;
      const wanted = expected[number - 1];
      if (!wanted) return [`Event ${number}: ${name}; expected the end of the stream, as ${example} has it.`];
      const difference = differenceOf(stream, event, wanted);
      return difference === undefined ? [] : [`Event ${number} is not that of ${example}: ${difference}.`];
    },
    end() {
      const problems = checker.end();
      if (problems.length > 0 || !expected || number === expected.length) return problems;
      return [`The stream ends after ${count(number, "event")}; ${example} has ${expected.length}.`];
    },
    stalled(timeout, sinceLast) {
      const came = number === 0 ? "no event came" : `${count(number, "event")} came, the last one ${sinceLast} before`;
      return isClosed
        ? `The stream is still open after its last event, within ${timeout}: ${came}.`
        : `The stream has not ended within ${timeout}: ${came}.`;
    },
  };
}

/** The first difference of an event from that of the transcript: its name, its data, its id. */
function differenceOf(stream: StreamContract, actual: EventSourceMessage, wanted: EventSourceMessage) {
  const [found, expected] = [classifyEvent(stream, actual), classifyEvent(stream, wanted)];
  if (found.name !== expected.name) return `it is ${found.name}; expected ${expected.name}`;
  const [field, wantedField] = [actual.event ?? "message", wanted.event ?? "message"];
  if (field !== wantedField)
    return `its field event is ${describeValue(field)}; expected ${describeValue(wantedField)}`;
  if (!isDeepStrictEqual(found.data, expected.data)) {
    return `in its data (${found.name}) ${firstDifference(found.data, expected.data) ?? "something differs"}`;
  }
  if (wanted.id === undefined || wanted.id === actual.id) return undefined;
  return `its id is ${describeValue(actual.id)}; expected ${describeValue(wanted.id)}`;
}

/** The text of some bytes; without any, what is left of those before. */
function decode(decoder: InstanceType<typeof TextDecoder>, bytes?: Uint8Array): string {
  try {
    return decoder.decode(bytes, { stream: bytes !== undefined });
  } catch {
    throw new AnswerError("The stream is not UTF-8.", false);
  }
}

function readEvents(transcript: string): EventSourceMessage[] {
  const events: EventSourceMessage[] = [];
  createParser({ onEvent: (event) => events.push(event) }).feed(transcript);
  return events;
}

/** Watches whether a blank line ends the last event; what none ends is dropped (HTML Standard, "Server-sent events"). */
function trackEnd(): { feed(text: string): void; isOpen(): boolean } {
  let record = "";
  return {
    feed(text) {
      record = (record + text).split(/(?:\r\n|\n|\r(?!\n)){2}/).at(-1) ?? "";
    },
    isOpen: () => record.split(/[\r\n]+/).some((line) => line !== "" && !line.startsWith(":")),
  };
}
