/** Typed event streams of operations. */

export { collectText } from "./collect-text.ts";
export {
  type EventStream,
  type FilteredStream,
  openFiltered,
  openStream,
  type StreamInit,
  type StreamOptions,
} from "./event-stream.ts";
export type { Arrival, FilterStep, StreamFilter } from "./replay.ts";
export type { UnknownEvent } from "./step.ts";
