/** Decodes what clients send, and refuses what has no clean meaning: invalid UTF-8, NUL, names of prototypes. */

import { Refusal, type RequestViolation, refuseViolations } from "./problem.ts";

const decoder = new TextDecoder("utf-8", { fatal: true });

/**
 * The text of bytes in UTF-8.
 *
 * @throws Refusal when they are not.
 */
export function decodeUtf8(bytes: Uint8Array, what: string): string {
  try {
    return decoder.decode(bytes);
  } catch {
    throw new Refusal("malformed", `${what} is not valid UTF-8`);
  }
}

/**
 * The text of a percent-encoded part of an address or form (RFC 3986 section 2.1).
 *
 * @throws Refusal when the encoding is broken, or the text has a NUL.
 */
export function decodePercent(text: string, place: RequestViolation["in"], pointer: string): string {
  let decoded: string | undefined;
  try {
    decoded = text.includes("%") ? decodeURIComponent(text) : text;
  } catch {
    throw refuseViolations([{ in: place, pointer, rule: "encoding", message: "is not valid UTF-8" }], "malformed");
  }
  return refuseNul(decoded, place, pointer);
}

/**
 * The text itself.
 *
 * @throws Refusal when it has a NUL, which databases cannot hold.
 */
export function refuseNul(text: string, place: RequestViolation["in"], pointer: string): string {
  if (text.includes("\0")) {
    throw refuseViolations([{ in: place, pointer, rule: "encoding", message: "has a NUL character" }], "malformed");
  }
  return text;
}

/** Whether a name would reach the prototype of an object that has it as a member. */
export function isPrototypeName(name: string): boolean {
  return /(?:^|[[.])(?:__proto__|constructor(?:\]?\[|\.)prototype)(?:$|[\].[])/.test(name);
}

/** A name and a value as they stand in an address, a cookie or a form; the value is still encoded. */
export interface RawPair {
  readonly name: string;
  readonly value: string;
}

/**
 * The pairs of a query or a URL-encoded form (WHATWG URL, application/x-www-form-urlencoded).
 *
 * Values are left encoded, because a list is split before its items are decoded.
 *
 * @throws Refusal when there are too many, or a name is broken.
 */
export function parsePairs(text: string, place: "query" | "body", limit: number): RawPair[] {
  if (text === "") return [];
  const pairs: RawPair[] = [];
  for (const part of text.split("&")) {
    if (part === "") continue;
    if (pairs.length === limit) throw new Refusal("too_large", `The ${place} has more than ${limit} fields`);
    const spaced = part.includes("+") ? part.replaceAll("+", "%20") : part;
    const separator = spaced.indexOf("=");
    const name = decodePercent(separator < 0 ? spaced : spaced.slice(0, separator), place, "");
    if (isPrototypeName(name)) throw refuseName(place);
    pairs.push({ name, value: separator < 0 ? "" : spaced.slice(separator + 1) });
  }
  return pairs;
}

/** The refusal of a name that would reach a prototype. */
export function refuseName(place: RequestViolation["in"]): Refusal {
  const message = "has a name that is not allowed";
  return refuseViolations([{ in: place, pointer: "", rule: "propertyNames", message }], "malformed");
}
