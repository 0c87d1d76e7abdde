/** Bytes of an event stream to events. */

export {
  createEventStreamDecoder,
  type DecodedEvent,
  decodeEventStream,
  type EventStreamDecoder,
  type EventStreamDecoderOptions,
} from "./event-stream-decoder.ts";
