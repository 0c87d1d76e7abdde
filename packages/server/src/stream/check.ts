/** Checks the events of a stream against its contract: the order by the grammar, the data by the validators. */

import { expectedEvents, mayEnd, nextState, type StreamContract, type Validate } from "@parley/contracts";
import { EventStreamError } from "../host/index.ts";
import type { OutgoingEvent } from "./encoder.ts";

/** What to do about an event that should not be: end the stream as failed, only report it, or not look. */
export type StreamCheck = "throw" | "report" | "off";

/** What is checked, and how; `throw` by default. */
export interface StreamCheckOptions {
  /** Check of the order of the events. */
  readonly grammar?: StreamCheck;
  /** Check of the data by the validators. */
  readonly validation?: StreamCheck;
  /** Validators of the contract, by event name. */
  readonly validators?: Readonly<Record<string, Validate>>;
}

/** Follows one stream. */
export interface StreamChecker {
  /**
   * Checks the next event.
   *
   * @throws {@link EventStreamError} `invalid_event`, `out_of_order`.
   */
  next(event: OutgoingEvent): void;
  /** Reports the data of an event that is sent in any case, wherever it stands. */
  note(event: OutgoingEvent): void;
  /** Whether the contract lets the stream end here without a terminal event. */
  mayEnd(): boolean;
}

/** Makes a checker that gives to `report` what it does not throw. */
export function createStreamChecker(
  { automaton }: StreamContract,
  { grammar = "throw", validation = "throw", validators }: StreamCheckOptions,
  report: (problem: EventStreamError) => void,
): StreamChecker {
  /** `undefined` once the stream has left the grammar. */
  let place: number | undefined = 0;

  function check({ type, data }: OutgoingEvent, handle: (check: StreamCheck, problem: EventStreamError) => void): void {
    const validator = validation === "off" ? undefined : validators?.[type];
    if (validator && !validator(data)) {
      const rules = validator.errors
        ?.map(({ instancePath, keyword }) => `${instancePath || "/"} ${keyword}`)
        .join(", ");
      handle(validation, new EventStreamError("invalid_event", `The data of the event ${type} violates ${rules}.`));
    }
    if (place === undefined) return;
    const next = nextState(automaton, place, type);
    if (next === undefined && grammar !== "off") {
      const expected = expectedEvents(automaton, place).join(", ") || "no event";
      place = undefined;
      handle(
        grammar,
        new EventStreamError("out_of_order", `The event ${type} is out of order; the contract expects ${expected}.`),
      );
    }
    place = next;
  }

  return {
    next(event) {
      check(event, (mode, problem) => {
        if (mode === "throw") throw problem;
        report(problem);
      });
    },
    note(event) {
      place = undefined;
      check(event, (_mode, problem) => report(problem));
    },
    mayEnd: () => place !== undefined && mayEnd(automaton, place),
  };
}
