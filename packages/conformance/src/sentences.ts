/** Puts values, differences and errors into the words of a problem, without the secrets that they may hold. */

import type { Validate, Violation } from "@parley/contracts";

/** Names of members whose values are not for a report. */
const secretNames =
  /token|secret|passw|^otp|otp$|^key$|(api|private|access)[-_]?key|credential|authoriz|signature|cookie|session[-_]?id/i;
const longest = 60;

/** A value in a few words: short ones as JSON, those below the name of a secret only by their type and length. */
export function describeValue(value: unknown, names: readonly string[] = []): string {
  if (value === undefined) return "missing";
  if (Array.isArray(value)) return value.length === 1 ? "a list of 1 item" : `a list of ${value.length} items`;
  if (typeof value === "object" && value !== null) return "an object";
  if (typeof value === "string" && names.some((name) => secretNames.test(name)))
    return `a text of ${value.length} characters`;
  const text = JSON.stringify(value) ?? String(value);
  return text.length > longest ? `${text.slice(0, longest)}...` : text;
}

/**
 * Violations of a value, each as a sentence without its full stop; empty when the schema accepts it.
 *
 * @param name - What the value is called, where it is no body.
 */
export function violations(validate: Validate | undefined, value: unknown, name = ""): string[] {
  if (!validate) return ["the contract has no schema for it"];
  if (validate(value)) return [];
  return [...new Set((validate.errors ?? []).map((violation) => describeViolation(violation, value, name)))];
}

function describeViolation(
  { instancePath, keyword, message = "is invalid", params }: Violation,
  value: unknown,
  name: string,
): string {
  const allowed = keyword === "enum" ? params.allowedValues : keyword === "const" ? [params.allowedValue] : undefined;
  const extra = params.additionalProperty ?? params.unevaluatedProperty;
  const detail = Array.isArray(allowed)
    ? ` (${allowed.map((one) => JSON.stringify(one)).join(", ")})`
    : extra === undefined
      ? ""
      : ` (${JSON.stringify(extra)})`;
  // A member that is missing, or one too many, is told by the message itself.
  const isOfMembers = keyword === "required" || extra !== undefined;
  const found = isOfMembers
    ? ""
    : `; it is ${describeValue(valueAt(value, instancePath), [name, ...readPointer(instancePath)])}`;
  return `${instancePath || "/"} ${message}${detail}${found}`;
}

/** The value at a JSON pointer (RFC 6901); `undefined` where there is none. */
export function valueAt(value: unknown, pointer: string): unknown {
  return readPointer(pointer).reduce<unknown>(
    (node, key) => (typeof node === "object" && node !== null ? (node as Record<string, unknown>)[key] : undefined),
    value,
  );
}

/** The names on the way of a JSON pointer. */
export function readPointer(pointer: string): string[] {
  return pointer
    .split("/")
    .slice(1)
    .map((part) => part.replaceAll("~1", "/").replaceAll("~0", "~"));
}

/** The JSON pointer of a member of what another pointer leads to. */
export function pointerTo(parent: string, name: string): string {
  return `${parent}/${name.replaceAll("~", "~0").replaceAll("/", "~1")}`;
}

/** Where two JSON values first differ, as the end of a sentence; `undefined` when they are equal. */
export function firstDifference(actual: unknown, expected: unknown, pointer = ""): string | undefined {
  if (Object.is(actual, expected) || (actual === 0 && expected === 0)) return undefined;
  if (isComposite(actual) && isComposite(expected) && Array.isArray(actual) === Array.isArray(expected)) {
    for (const name of new Set([...Object.keys(expected), ...Object.keys(actual)])) {
      const found = firstDifference(memberOf(actual, name), memberOf(expected, name), pointerTo(pointer, name));
      if (found !== undefined) return found;
    }
    return undefined;
  }
  const names = readPointer(pointer);
  return `${pointer || "/"} is ${describeValue(actual, names)}; expected ${describeValue(expected, names)}`;
}

function isComposite(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}

function memberOf(value: Record<string, unknown>, name: string): unknown {
  return Object.hasOwn(value, name) ? value[name] : undefined;
}

/** Why something failed, with the reason below it where there is one. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { cause, message } = error;
  if (!(cause instanceof Error)) return message;
  const code = (cause as NodeJS.ErrnoException).code;
  return `${message} (${[code, cause.message].filter(Boolean).join(": ")})`;
}

/** A time in milliseconds as people say it. */
export function seconds(milliseconds: number): string {
  return `${milliseconds / 1000} s`;
}
