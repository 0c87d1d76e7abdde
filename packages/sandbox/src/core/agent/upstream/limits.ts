/** How long and how much of a model upstream is taken. */

/** Times in milliseconds. */
export interface UpstreamLimits {
  /** From the request to the first byte of the body. */
  readonly firstByte: number;
  /** Between two pieces of the body. */
  readonly idle: number;
  /** For one request, whatever it sends. */
  readonly total: number;
  /** Bytes of one answer. */
  readonly bytes: number;
  /** Requests for one turn: each round of tool calls needs one more. */
  readonly steps: number;
}

/** Limits where none are given. */
export const defaultUpstreamLimits: UpstreamLimits = {
  firstByte: 30_000,
  idle: 30_000,
  total: 300_000,
  bytes: 4_194_304,
  steps: 8,
};
