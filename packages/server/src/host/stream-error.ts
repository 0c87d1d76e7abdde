/** What goes wrong in an event stream that a server sends. */

const brand = Symbol.for("parley.error");

/** Kinds of {@link EventStreamError}. */
export type EventStreamErrorCode =
  /** The contract has no event of this name. */
  | "unknown_event"
  /** The data, the id or the reconnection time cannot be sent as this event. */
  | "not_encodable"
  /** A validator of the contract refuses the data. */
  | "invalid_event"
  /** The grammar of the contract does not allow the event here. */
  | "out_of_order"
  /** The events ended where the contract does not let the stream end. */
  | "no_terminal_event"
  /** The failure of a stream could not be told as an event. */
  | "no_error_event"
  /** The source of the events threw; the error is the cause. */
  | "source_failed"
  /** The reader took nothing for too long. */
  | "stalled"
  /** The reader is gone; never reported, but the reason of the signal. */
  | "reader_gone"
  /** The server shuts down. */
  | "shutdown";

/** A stream that could not go on, or an event that should not be as it is. Messages never quote data. */
export class EventStreamError extends Error {
  override readonly name = "EventStreamError";
  readonly code: EventStreamErrorCode;

  constructor(code: EventStreamErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
    Object.defineProperty(this, brand, { value: true });
  }
}
