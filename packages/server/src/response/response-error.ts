/** What a handler does that its contract does not allow. */

import type { Violation } from "@parley/contracts";

const brand = Symbol.for("parley.error");

/** Kinds of {@link ResponseError}. */
export type ResponseErrorCode =
  /** The handler gave neither a status nor events. */
  | "not_an_answer"
  /** The operation does not declare the status. */
  | "undocumented_status"
  /** The status has another media type, or no body. */
  | "undocumented_media_type"
  /** The body breaks its schema. */
  | "invalid_body"
  /** Events where the caller did not ask for them, or the operation has none. */
  | "unexpected_stream";

/** An answer that the contract does not have; the message says where, and quotes no values. */
export class ResponseError extends Error {
  override readonly name = "ResponseError";
  readonly code: ResponseErrorCode;
  readonly operationId: string;
  readonly violations: readonly Violation[];

  constructor(
    code: ResponseErrorCode,
    operationId: string,
    message: string,
    { violations = [] }: { violations?: readonly Violation[] } = {},
  ) {
    super(`${operationId}: ${message}`);
    this.code = code;
    this.operationId = operationId;
    this.violations = violations;
    Object.defineProperty(this, brand, { value: true });
  }
}
