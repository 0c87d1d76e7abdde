/** Sends the events of a stream. */

export { createStreamBody, takeStreamRun } from "./body.ts";
export { type EventFields, encodeComment, encodeEvent, type OutgoingEvent } from "./encoder.ts";
export { type StreamResponseOptions, streamHeaders, streamResponse } from "./response.ts";
export {
  createStreamRun,
  defaultStallTimeout,
  type StreamLimits,
  type StreamOptions,
  type StreamSource,
} from "./run.ts";
