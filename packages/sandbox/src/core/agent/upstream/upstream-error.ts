/** What a model upstream did wrong, in our words alone: what it wrote may hold anything. */

import type { ErrorEvent, OverflowStage, UpstreamErrorCode } from "../events/index.ts";

type Code = UpstreamErrorCode | "context_overflow" | "too_many_steps";

/** What is said of each failure, and the status that a gateway has for it. */
const failures: Readonly<Record<Code, { readonly message: string; readonly status: number }>> = {
  context_overflow: { message: "The window of the model is full.", status: 413 },
  too_many_steps: { message: "The model called tools again and again without an answer.", status: 502 },
  upstream_bad_answer: { message: "The model sent what is no completion.", status: 502 },
  upstream_credentials: { message: "The model does not accept the key of this server.", status: 502 },
  upstream_cut: { message: "The answer of the model broke off.", status: 502 },
  upstream_empty: { message: "The model answered with nothing.", status: 502 },
  upstream_filtered: { message: "The model withheld its answer.", status: 502 },
  upstream_malformed_tool_call: { message: "The model called a tool in a way that cannot be read.", status: 502 },
  upstream_not_a_stream: { message: "The model did not answer with a stream.", status: 502 },
  upstream_rate_limited: { message: "The model takes no more requests for now.", status: 429 },
  upstream_redirect: { message: "The model sent to another address, which is not followed.", status: 502 },
  upstream_refused: { message: "The model refused the request.", status: 502 },
  upstream_reported: { message: "The model reported a failure.", status: 502 },
  upstream_timeout: { message: "The model did not answer in time.", status: 504 },
  upstream_too_long: { message: "The answer of the model is too long.", status: 502 },
  upstream_unavailable: { message: "The model is not available for now.", status: 503 },
  upstream_unreachable: { message: "The model cannot be reached.", status: 502 },
};

/** A failure of the upstream; it never carries what the upstream wrote, nor what was sent to it. */
export class UpstreamError extends Error {
  override readonly name = "UpstreamError";
  readonly code: Code;
  readonly retryAfter: number | undefined;
  readonly stage: OverflowStage | undefined;

  constructor(code: Code, { retryAfter, stage }: { retryAfter?: number | undefined; stage?: OverflowStage } = {}) {
    super(failures[code].message);
    this.code = code;
    this.retryAfter = retryAfter;
    this.stage = stage;
  }

  /** The event that ends the turn. */
  toEvent(): ErrorEvent {
    const { code, retryAfter, stage } = this;
    return {
      type: "error",
      code,
      ...failures[code],
      ...(retryAfter === undefined ? {} : { retryAfter }),
      ...(stage === undefined ? {} : { stage }),
    };
  }
}

/** The failure that an error of the client library stands for, found by its name alone. */
export function explain(error: unknown): UpstreamError {
  if (error instanceof UpstreamError) return error;
  const { name, cause } = error instanceof Error ? error : { name: "", cause: undefined };
  if (cause instanceof UpstreamError) return cause;
  switch (name) {
    case "AI_JSONParseError":
    case "AI_TypeValidationError":
    case "AI_EmptyResponseBodyError":
    case "AI_NoContentGeneratedError":
      return new UpstreamError("upstream_bad_answer");
    // Thrown for pieces of tool calls that belong nowhere.
    case "AI_InvalidResponseDataError":
      return new UpstreamError("upstream_malformed_tool_call");
    default:
      return new UpstreamError("upstream_cut");
  }
}
