/** What can go wrong with a reply, beside what can go wrong with every request. */

import { StreamEndedEarlyError, StreamFailedError } from "@parley/client";

const failures = {
  frozen: "the contact is frozen, so nothing is answered",
  blacklisted: "the contact is blocked, so nothing is answered",
  no_message_found: "there is no user message to answer",
  incomplete_content: "the reply is cut off, because it outgrew the context window of the model",
  incomplete_tool_calls: "the context window was full while the arguments of a tool call were written",
  incomplete_request: "the context window was full while the reply was produced",
  processing_failed: "the platform could not process the message",
};

/** Why the platform ended a reply. */
export type ReplyFailureReason = keyof typeof failures;

/** The platform says that it gives no reply, or no more of it; `code` is the reason, `partial` the text so far. */
export class ReplyFailedError extends StreamFailedError<string, string> {
  override readonly name = "ReplyFailedError";
  declare readonly code: ReplyFailureReason;
}

/**
 * Names the failure that a text of the stream stands for.
 *
 * @param data - The bare text, such as `[FROZEN]` or `__ERROR__: ...`.
 */
export function readFailureReason(data: string): ReplyFailureReason {
  const word = data.replace("close_connection_", "").replace(/[[\]]/g, "").toLowerCase();
  return Object.hasOwn(failures, word) ? (word as ReplyFailureReason) : "processing_failed"; // one of the names
}

/** Makes the error of a reply from that of its stream. */
export function createReplyFailedError(cause: StreamFailedError, partial: string): ReplyFailedError {
  const data = String(cause.data);
  const code = readFailureReason(data);
  const words = data.replace(/^__ERROR__:\s*/, "").slice(0, 200);
  const reason = code === "processing_failed" && words ? `${failures[code]}: ${words}` : failures[code];
  return new ReplyFailedError(`streamReply failed, ${reason}`, {
    code,
    operationId: cause.operationId,
    cause,
    data,
    partial,
  });
}

/** Why a reply could not be recovered after its stream dropped. */
export type ReplyLossReason = "unexpected_status" | "still_processing" | "no_stored_reply";

/** The two states of a reply that `getStreamStatus` gives. */
export interface StreamStatus {
  /** Known values are `is_streaming` and `completed`. */
  readonly streamStatus: string;
  /** Known values are `processing` and `completed`; `null` while the message waits. */
  readonly responseProcessingStatus: string | null;
}

/** What a {@link ReplyLostError} says beside its message. */
export interface ReplyLoss {
  readonly code: ReplyLossReason;
  readonly status: StreamStatus;
  readonly partial: string;
  readonly cause: unknown;
}

/**
 * The stream of a reply dropped and the rest could not be got: `code` is the reason, `status` what the platform said
 * last, `partial` the text so far, `cause` how the stream dropped.
 */
export class ReplyLostError extends StreamEndedEarlyError<string> {
  override readonly name = "ReplyLostError";
  declare readonly code: ReplyLossReason;
  readonly status: StreamStatus;

  constructor(message: string, { status, ...options }: ReplyLoss) {
    super(message, { ...options, operationId: "getStreamStatus" });
    this.status = status;
  }

  override toJSON(): Record<string, unknown> {
    return { ...super.toJSON(), status: this.status };
  }
}
