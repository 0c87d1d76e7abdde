/** What goes wrong with worlds through the fault of those who ask. */

/**
 * `invalid_name`, `unknown_seed`, `world_exists`, `unknown_world`; `worlds_disagree`: a request names two of them;
 * `invalid_document`: what should be imported is no world.
 */
export type WorldErrorCode =
  | "invalid_name"
  | "unknown_seed"
  | "world_exists"
  | "unknown_world"
  | "worlds_disagree"
  | "invalid_document";

const brand = Symbol.for("parley.sandbox.WorldError");

/** Somebody has asked for a world in a way that cannot be. */
export class WorldError extends Error {
  readonly code: WorldErrorCode;
  readonly [brand] = true;

  constructor(code: WorldErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "WorldError";
    this.code = code;
  }
}

/** Whether this is one, also of another copy of the package. */
export function isWorldError(value: unknown): value is WorldError {
  return typeof value === "object" && value !== null && brand in value;
}
