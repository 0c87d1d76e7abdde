/** RFC 8259 with limits: JSON from strangers. */

import type { Limits } from "./limits.ts";
import { escapePointer, Refusal, refuseViolations } from "./problem.ts";

/** How much JSON is taken. */
export type JsonLimits = Pick<Limits, "depth" | "values">;

const quote = 0x22;
const backslash = 0x5c;
const comma = 0x2c;

/**
 * Parses JSON.
 *
 * @throws Refusal when it is broken, nested deeper than `depth`, has more than `values` members and items, has a number
 *   that no double can hold, a NUL, half a surrogate pair, or a name that would reach a prototype.
 */
export function parseJson(text: string, limits: JsonLimits): unknown {
  const value = tryParseJson(text, limits, "");
  if (value === undefined) throw new Refusal("malformed", "The body is not valid JSON");
  return value;
}

/**
 * Parses JSON that stands in a field of the body; `undefined` where it is broken.
 *
 * @throws Refusal for all else that {@link parseJson} refuses.
 */
export function tryParseJson(text: string, { depth, values }: JsonLimits, pointer: string): unknown {
  // Before the parser makes an object of each bracket.
  measure(text, depth, values);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  check(value, pointer);
  return value;
}

function measure(text: string, depth: number, values: number): void {
  let level = 0;
  let count = 0;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code === quote) index = endOfString(text, index);
    else if (code === 0x7b || code === 0x5b) {
      level += 1;
      count += 1;
      if (level > depth) throw new Refusal("malformed", `The body is nested deeper than ${depth}`);
    } else if (code === 0x7d || code === 0x5d) level -= 1;
    else if (code === comma) count += 1;
    if (count > values) throw new Refusal("too_large", `The body has more than ${values} values`);
  }
}

function endOfString(text: string, start: number): number {
  for (let index = start + 1; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code === backslash) index += 1;
    else if (code === quote) return index;
  }
  return text.length;
}

function check(value: unknown, pointer: string): void {
  if (typeof value === "string") checkText(value, pointer);
  else if (typeof value === "number") {
    if (!Number.isFinite(value)) throw refuse(pointer, "maximum", "is a number too large");
  } else if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) check(item, `${pointer}/${index}`);
  } else if (typeof value === "object" && value !== null) {
    for (const [name, member] of Object.entries(value)) {
      const reachesPrototype =
        name === "__proto__" ||
        (name === "constructor" && typeof member === "object" && member !== null && Object.hasOwn(member, "prototype"));
      if (reachesPrototype) throw refuse(pointer, "propertyNames", "has a name that is not allowed");
      checkText(name, pointer);
      check(member, `${pointer}/${escapePointer(name)}`);
    }
  }
}

function checkText(text: string, pointer: string): void {
  if (text.includes("\0")) throw refuse(pointer, "encoding", "has a NUL character");
  if (!text.isWellFormed()) throw refuse(pointer, "encoding", "has half a surrogate pair");
}

function refuse(pointer: string, rule: string, message: string): Refusal {
  return refuseViolations([{ in: "body", pointer, rule, message }], "malformed");
}
