/** Writes down what goes over the wire, without anything that is secret. */

import { type Clock, systemClock } from "@parley/clock";
import { isParleyError, redact } from "../errors/index.ts";
import type { Middleware } from "./api.ts";

/** Options of {@link createDebugLogger}. */
export interface DebugLoggerOptions {
  /** Takes one line; `console.debug` by default. */
  readonly log?: (line: string) => void;
  readonly clock?: Pick<Clock, "now">;
}

/**
 * Makes a middleware that logs each request and how it ended: operation, attempt, method, address without its query,
 * status and milliseconds. Headers, queries and bodies are never printed.
 *
 * @example
 * const api = createApi(contract, { use: [createDebugLogger()] });
 */
export function createDebugLogger({ log = console.debug, clock = systemClock }: DebugLoggerOptions = {}): Middleware {
  return async (request, next, { operation, attempt }) => {
    const { origin, pathname } = new URL(request.url);
    const begin = clock.now();
    const write = (mark: string, text: string) => log(`${mark} ${operation.id} #${attempt} ${text}`);
    write("->", redact(`${request.method} ${origin}${pathname}`));
    try {
      const response = await next(request);
      write("<-", `${response.status} in ${clock.now() - begin} ms`);
      return response;
    } catch (error) {
      // The message of another error may quote anything.
      const reason = isParleyError(error) ? error.message : error instanceof Error ? error.name : "an error";
      write("<-", `failed in ${clock.now() - begin} ms: ${reason}`);
      throw error;
    }
  };
}
