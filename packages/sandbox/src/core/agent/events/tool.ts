/** What an agent can do besides talking. */

import type { Clock } from "@parley/clock";
import type { Json, JsonObject } from "./json.ts";

/** What a tool has at hand while it runs. */
export interface ToolContext {
  readonly clock: Clock;
  readonly random: () => number;
  readonly signal: AbortSignal;
  /**
   * Puts values in the place of `{{mcp.KEY}}`. Only a tool gets to see them: what it returns, throws or is called with
   * goes into the log.
   */
  substitute(template: string): string;
}

/** A tool. */
export interface Tool {
  readonly name: string;
  /** For a model, and for a person who is asked to approve. */
  readonly description: string;
  /** JSON Schema of the arguments. */
  readonly parameters: JsonObject;
  /** Whether a person has to agree to each call, where the platform can ask one. */
  readonly needsApproval?: boolean;
  /** Does it. What it throws is a result that says so, and no failure of the turn. */
  run(parameters: JsonObject, context: ToolContext): Promise<Json>;
}
