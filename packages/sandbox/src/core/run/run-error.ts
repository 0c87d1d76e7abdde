/** What goes wrong with runs through the fault of those who ask. */

/** `unknown_run`; `unknown_pacing`: there is no preset of this name. */
export type RunErrorCode = "unknown_run" | "unknown_pacing";

const brand = Symbol.for("parley.sandbox.RunError");

/** Somebody has asked for something that there is not. */
export class RunError extends Error {
  readonly code: RunErrorCode;
  readonly [brand] = true;

  constructor(code: RunErrorCode, message: string) {
    super(message);
    this.name = "RunError";
    this.code = code;
  }
}

/** Whether this is one, also of another copy of the package. */
export function isRunError(value: unknown): value is RunError {
  return typeof value === "object" && value !== null && brand in value;
}
