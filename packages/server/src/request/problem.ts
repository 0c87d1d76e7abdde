/** What can be wrong with a request, and with which status an operation says so. */

import type { Operation, Violation } from "@parley/contracts";
import { declaredStatus, type ParameterPlace } from "../contract/index.ts";

/** Stable name of a problem, for programs. */
export type ProblemCode =
  | "not_found"
  | "method_not_allowed"
  | "not_acceptable"
  | "uri_too_long"
  | "too_large"
  | "unsupported_media_type"
  /** It cannot be read: broken JSON, invalid UTF-8, two values where one is due. */
  | "malformed"
  /** It can be read and breaks a rule of the contract. */
  | "invalid"
  /** No credential, or not all that are needed. */
  | "unauthenticated"
  | "invalid_token"
  | "insufficient_scope"
  /** Two credentials that stand for different principals. */
  | "conflicting_credentials"
  /** It did not come in time; said by the host. */
  | "timeout"
  /** It is for another host; said by the host. */
  | "misdirected"
  /** It has too many headers, or too long ones; said by the host. */
  | "headers_too_large"
  | "internal"
  /** The handler has yet to be written. */
  | "not_implemented";

/** One rule that a request breaks. */
export interface RequestViolation {
  readonly in: ParameterPlace | "body";
  /** JSON pointer (RFC 6901) of the field, inside its place. */
  readonly pointer: string;
  /** Keyword of the schema, or `duplicate`, `file`, `text`, `contentType`. */
  readonly rule: string;
  readonly message: string;
  /** JSON type of the value that came, where one came. */
  readonly type?: string;
}

/** A refusal, as `formatError` is given it. */
export interface Problem {
  readonly status: number;
  readonly code: ProblemCode;
  /** One sentence that may be shown: it names fields and rules, never values. */
  readonly message: string;
  readonly violations: readonly RequestViolation[];
  /** What the verifier said that denied the credential. */
  readonly reason?: string;
  /** Absent where the address belongs to none. */
  readonly operation?: Operation;
  readonly requestId: string;
}

const brand = Symbol.for("parley.refusal");

/** Ends the handling of a request with a refusal; never leaves the package. */
export class Refusal extends Error {
  readonly code: ProblemCode;
  readonly violations: readonly RequestViolation[];
  readonly headers: Readonly<Record<string, string>>;
  readonly reason: string | undefined;

  constructor(
    code: ProblemCode,
    message: string,
    { violations = [], headers = {}, reason }: Partial<Pick<Refusal, "violations" | "headers" | "reason">> = {},
  ) {
    super(message);
    this.code = code;
    this.violations = violations;
    this.headers = headers;
    this.reason = reason;
    Object.defineProperty(this, brand, { value: true });
  }
}

/** Whether an error is a refusal, also one of another copy of the package: a host may have its own. */
export function isRefusal(error: unknown): error is Refusal {
  return error instanceof Error && brand in error;
}

const named = 10;
const longestPointer = 120;

/** The refusal of a request that breaks rules; the sentence names the first ten. */
export function refuseViolations(violations: readonly RequestViolation[], code: ProblemCode = "invalid"): Refusal {
  const sentences = violations.slice(0, named).map(({ in: place, pointer, message, type }) => {
    const field = pointer.length > longestPointer ? `${pointer.slice(0, longestPointer)}...` : pointer;
    return `${place} ${field || "as a whole"} ${message}${type === undefined ? "" : `, is ${type}`}`;
  });
  if (violations.length > named) sentences.push(`and ${violations.length - named} more`);
  return new Refusal(code, sentences.join("; "), { violations });
}

/** The violations of a schema, each with the field that is wrong and the type of its value. */
export function toRequestViolations(
  place: RequestViolation["in"],
  errors: readonly Violation[],
  value: unknown,
): RequestViolation[] {
  return errors.map(({ instancePath, keyword, params, message }) => {
    const missing = keyword === "required" || keyword === "dependentRequired" ? params.missingProperty : undefined;
    const extra = params.additionalProperty ?? params.unevaluatedProperty;
    const member = missing ?? extra;
    if (member !== undefined) {
      const pointer = `${instancePath}/${escapePointer(String(member))}`;
      return { in: place, pointer, rule: keyword, message: missing === undefined ? "is not allowed" : "is missing" };
    }
    const type = jsonType(at(value, instancePath));
    return { in: place, pointer: instancePath, rule: keyword, message: message ?? `breaks ${keyword}`, type };
  });
}

/** A name as a part of a JSON pointer (RFC 6901 section 3). */
export function escapePointer(name: string): string {
  return name.replaceAll("~", "~0").replaceAll("/", "~1");
}

function at(value: unknown, pointer: string): unknown {
  return pointer
    .split("/")
    .slice(1)
    .reduce<unknown>((node, part) => {
      if (typeof node !== "object" || node === null) return undefined;
      return (node as Record<string, unknown>)[part.replaceAll("~1", "/").replaceAll("~0", "~")]; // an object or array
    }, value);
}

/** Name of the JSON type of a value; `file` for bytes. */
function jsonType(value: unknown): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "array";
  if (value instanceof Blob) return "file";
  if (Number.isInteger(value)) return "integer";
  return typeof value;
}

const statuses: Readonly<Record<ProblemCode, number>> = {
  not_found: 404,
  method_not_allowed: 405,
  not_acceptable: 406,
  uri_too_long: 414,
  too_large: 413,
  unsupported_media_type: 415,
  malformed: 400,
  invalid: 422,
  unauthenticated: 401,
  invalid_token: 401,
  insufficient_scope: 403,
  conflicting_credentials: 400,
  timeout: 408,
  misdirected: 421,
  headers_too_large: 431,
  internal: 500,
  not_implemented: 501,
};

/**
 * The status for a problem, as the operation declares it.
 *
 * 422 and 415 become 400 where they are not declared, and 400 becomes 404 where the operation has only that and the
 * path is wrong; the others are what HTTP demands (RFC 9110 section 15.5), declared or not.
 */
export function statusOf({ code, violations }: Refusal, operation: Operation | undefined): number {
  const status = statuses[code];
  if (!operation || (status !== 422 && status !== 415 && status !== 400)) return status;
  if (declares(operation, status)) return status;
  const isPath = violations.length > 0 && violations.every(({ in: place }) => place === "path");
  return isPath && !declares(operation, 400) && declares(operation, 404) ? 404 : 400;
}

function declares({ responses }: Operation, status: number): boolean {
  return declaredStatus(responses, status) !== undefined;
}
