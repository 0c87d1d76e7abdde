/** Typed event streams of operations. */

export { collectText } from "./collect-text.ts";
export {
  type EventStream,
  openStream,
  type StreamArguments,
  type StreamOptions,
  type UnknownEvent,
} from "./event-stream.ts";
