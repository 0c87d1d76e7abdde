/** RFC 8259 with limits: JSON from strangers. */

import type { Limits } from "./limits.ts";
import { escapePointer, Refusal, refuseViolations } from "./problem.ts";
import { findRepeatedName, hasEveryMember } from "./repeated-name.ts";

/** How much JSON is taken. */
export type JsonLimits = Pick<Limits, "depth" | "values">;

const quote = 0x22;
const backslash = 0x5c;
const comma = 0x2c;

/**
 * Parses JSON.
 *
 * @throws Refusal when it is broken, nested deeper than `depth`, has more than `values` members and items, has a number
 *   that no double can hold or an integer that one would change, a NUL, half a surrogate pair, a name twice in one
 *   object, or a name that would reach a prototype.
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
  if (mayExceed(text, depth, values)) measure(text, depth, values);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  const count = { members: 0 };
  const fault = findFault(value, count) ?? findChangedInteger(text) ?? findLostMember(text, count.members);
  if (fault) {
    const violation = { ...fault, in: "body", pointer: `${pointer}${fault.pointer}` } as const;
    throw refuseViolations([violation], "malformed");
  }
  return value;
}

/** Whether a text is long enough, or has brackets enough, to be looked at character by character. */
function mayExceed(text: string, depth: number, values: number): boolean {
  if (text.length > values) return true;
  let brackets = 0;
  for (const bracket of "{[") {
    for (let place = text.indexOf(bracket); place >= 0; place = text.indexOf(bracket, place + 1)) {
      brackets += 1;
      if (brackets > depth) return true;
    }
  }
  return false;
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
  let end = text.indexOf('"', start + 1);
  while (end > 0 && isEscaped(text, end)) end = text.indexOf('"', end + 1);
  return end < 0 ? text.length : end;
}

/** Whether an odd number of backslashes stands before a place in a string. */
function isEscaped(text: string, place: number): boolean {
  let first = place;
  while (text.charCodeAt(first - 1) === backslash) first -= 1;
  return (place - first) % 2 === 1;
}

const longNumber = /\d{16}/;
const stringOrNumber = /"[^"\\]*(?:\\.[^"\\]*)*"|-?\d[\d.eE+-]*/g;

/** An integer of a valid text that the parser had to round: the handler would get another one than was sent. */
function findChangedInteger(text: string): Fault | undefined {
  if (!longNumber.test(text)) return undefined;
  for (const [token] of text.matchAll(stringOrNumber)) {
    if (!/^-?\d{16,}$/.test(token) || isKept(token)) continue;
    return { pointer: "", rule: "maximum", message: `has an integer that would be rounded, of ${token.length} digits` };
  }
  return undefined;
}

/** Whether the number stands for the integer, or is written like that by whoever has the number. */
function isKept(integer: string): boolean {
  const number = Number(integer);
  return BigInt(integer) === BigInt(number) || String(number) === integer;
}

/** What no value may have, and where; pointers are put together only for what is wrong. */
interface Fault {
  readonly pointer: string;
  readonly rule: string;
  readonly message: string;
}

/** A member that the parser left out because another one has its name. */
function findLostMember(text: string, members: number): Fault | undefined {
  const pointer = hasEveryMember(text, members) ? undefined : findRepeatedName(text);
  return pointer === undefined ? undefined : { pointer, rule: "duplicate", message: "is given more than once" };
}

/** Finds what is wrong, and counts the members of all objects. */
function findFault(value: unknown, count: { members: number }): Fault | undefined {
  if (typeof value === "string") return findTextFault(value);
  if (typeof value === "number") {
    return Number.isFinite(value) ? undefined : { pointer: "", rule: "maximum", message: "is a number too large" };
  }
  if (typeof value !== "object" || value === null) return undefined;
  const isObject = !Array.isArray(value);
  for (const name of Object.keys(value)) {
    if (isObject) count.members += 1;
    const member = (value as Record<string, unknown>)[name]; // its own key
    if (reachesPrototype(name, member)) {
      return { pointer: "", rule: "propertyNames", message: "has a name that is not allowed" };
    }
    const fault = findTextFault(name);
    if (fault) return fault;
    const inner = findFault(member, count);
    if (inner) return { ...inner, pointer: `/${escapePointer(name)}${inner.pointer}` };
  }
  return undefined;
}

function reachesPrototype(name: string, member: unknown): boolean {
  if (name === "__proto__") return true;
  return name === "constructor" && typeof member === "object" && member !== null && Object.hasOwn(member, "prototype");
}

function findTextFault(text: string): Fault | undefined {
  if (text.includes("\0")) return { pointer: "", rule: "encoding", message: "has a NUL character" };
  if (!text.isWellFormed()) return { pointer: "", rule: "encoding", message: "has half a surrogate pair" };
  return undefined;
}
