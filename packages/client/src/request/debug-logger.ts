/** Writes down what goes over the wire, without anything that is secret. */

import { type Clock, systemClock } from "@parley/clock";
import type { Middleware } from "openapi-fetch";
import { isParleyError, redact } from "../errors/index.ts";

/** Options of {@link createDebugLogger}. */
export interface DebugLoggerOptions {
  /** Takes one line; `console.debug` by default. */
  readonly log?: (line: string) => void;
  readonly clock?: Pick<Clock, "now">;
}

/**
 * Makes a middleware that logs each call and how it ended: number, method, address without its query, status and
 * milliseconds, retries included. Headers, queries and bodies are never printed.
 *
 * @example
 * client.use(createDebugLogger());
 */
export function createDebugLogger({ log = console.debug, clock = systemClock }: DebugLoggerOptions = {}): Middleware {
  const begins = new Map<string, { readonly number: number; readonly begin: number }>();
  let count = 0;
  const end = (id: string, text: (milliseconds: number) => string) => {
    const { number = 0, begin = clock.now() } = begins.get(id) ?? {};
    begins.delete(id);
    log(`<- #${number} ${text(clock.now() - begin)}`);
  };
  return {
    onRequest({ id, request }) {
      count += 1;
      begins.set(id, { number: count, begin: clock.now() });
      const { origin, pathname } = new URL(request.url);
      log(`-> #${count} ${redact(`${request.method} ${origin}${pathname}`)}`);
    },
    onResponse({ id, response }) {
      end(id, (milliseconds) => `${response.status} in ${milliseconds} ms`);
    },
    onError({ id, error }) {
      // The message of another error may quote anything.
      const reason = isParleyError(error) ? error.message : error instanceof Error ? error.name : "an error";
      end(id, (milliseconds) => `failed in ${milliseconds} ms: ${reason}`);
    },
  };
}
