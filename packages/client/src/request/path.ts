/** Fills path templates in. */

import { UsageError } from "../errors/index.ts";

/**
 * Puts values into a path template.
 *
 * @throws {@link UsageError} `invalid_parameter` for a value that would lead to another operation.
 */
export function serializePath(template: string, values: Readonly<Record<string, unknown>>): string {
  return template.replace(/\{([^{}]+)\}/g, (_, name: string) => {
    const text = String(values[name] ?? "");
    // These are steps in the path (WHATWG URL 4.1), and an empty one joins two slashes.
    if (/^\.{0,2}$/.test(text)) {
      const path = template.replace(/^https?:\/\/[^/]*/, "");
      throw new UsageError(`${path} needs the path parameter ${name}, other than dots`, { code: "invalid_parameter" });
    }
    return encodeURIComponent(text);
  });
}
