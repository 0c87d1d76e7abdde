/** Everything that people may get to see of a value. */

import { inspect } from "node:util";

/** The value as `console.log`, `JSON.stringify` and string conversion show it. */
export function printed(value: unknown): string {
  return [inspect(value, { depth: 10 }), JSON.stringify(value), String(value)].join("\n");
}
