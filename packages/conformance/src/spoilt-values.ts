/** Makes wrong values of a right one: each breaks a rule of its schema, as the validator of the contract says. */

import type { Validate, Violation } from "@parley/contracts";

/** A wrong value, and in which way it is wrong. */
export interface SpoiltValue {
  /** The end of a title, such as "as a number". */
  readonly how: string;
  readonly value: unknown;
}

/** What a validator says of a value when it stands where the right one did; empty when it is taken. */
export type Judge = (candidate: unknown) => readonly Violation[];

/** Longest text that is sent to find out about a limit; what allows more is left to the limits of the host. */
const longestText = 1_000_000;
const unknownText = "parley unknown";

/**
 * The wrong values for one place of a JSON body.
 *
 * @param value - What stands there in a good request.
 */
export function spoilJson(value: unknown, judge: Judge): SpoiltValue[] {
  const found: SpoiltValue[] = [];
  const tryFirst = (how: string, ...candidates: unknown[]) => {
    const value = candidates.find((candidate) => judge(candidate).length > 0);
    if (value !== undefined) found.push({ how, value });
  };
  tryFirst("as null", null);
  if (typeof value === "string") {
    tryFirst("as a number", 17);
    tryFirst("as a list", [value]);
    found.push(...spoilText(value, judge));
  } else if (typeof value === "number") {
    tryFirst("as text", String(value), unknownText);
    if (Number.isInteger(value)) tryFirst("as a fraction", value + 0.5);
    found.push(...spoilNumber(judge));
  } else if (typeof value === "boolean") {
    tryFirst("as text", String(value));
    tryFirst("as a number", Number(value));
  } else if (Array.isArray(value)) {
    tryFirst("as an object", {});
    tryFirst("as text", unknownText);
    found.push(...spoilList(value, judge));
  } else if (value !== null) {
    tryFirst("as a list", [value]);
    tryFirst("as text", unknownText);
    tryFirst("with an unknown member", { ...value, "parley-unknown": true });
  }
  return found.filter((spoilt) => judge(spoilt.value).length > 0);
}

/** The wrong texts for one parameter or one field of a form. */
export function spoilField(value: string, judge: Judge): SpoiltValue[] {
  // Without a least length an empty text may stand for none.
  const texts = spoilText(value, judge).filter(({ how }) => how !== "empty" || hasKeyword(judge(""), "minLength"));
  const fraction = judge("1").length === 0 && judge("1.5").length > 0 ? [{ how: "as a fraction", value: "1.5" }] : [];
  return [...texts, ...fraction, ...spoilNumber(judge)].map(({ how, value }) => ({ how, value: String(value) }));
}

function spoilText(value: string, judge: Judge): SpoiltValue[] {
  const found: SpoiltValue[] = [];
  if (judge(unknownText).length > 0) found.push({ how: "with an unknown text", value: unknownText });
  // A day that no month has passes for a date where only the digits are looked at.
  if (hasKeyword(judge("2026-02-30T00:00:00Z"), "format") && judge("2026-02-28T00:00:00Z").length === 0) {
    found.push({ how: "with a day that no month has", value: "2026-02-30T00:00:00Z" });
  }
  if (judge("").length > 0) found.push({ how: "empty", value: "" });
  const shortest = limitOf(judge(""), "minLength");
  if (shortest !== undefined && shortest > 1) {
    found.push({
      how: `with less than ${shortest} characters`,
      value: value.padEnd(shortest, "x").slice(0, shortest - 1),
    });
  }
  const longest = limitOf(judge("x".repeat(longestText)), "maxLength");
  if (longest !== undefined) {
    found.push({
      how: `with more than ${longest} characters`,
      value: value.padEnd(longest + 1, "x").slice(0, longest + 1),
    });
  }
  return found;
}

function spoilNumber(judge: Judge): SpoiltValue[] {
  const [low, high] = [judge(-Number.MAX_SAFE_INTEGER), judge(Number.MAX_SAFE_INTEGER)];
  const minimum = limitOf(low, "minimum");
  const above = limitOf(low, "exclusiveMinimum");
  const maximum = limitOf(high, "maximum");
  const below = limitOf(high, "exclusiveMaximum");
  return [
    ...(minimum === undefined ? [] : [{ how: `below ${minimum}`, value: minimum - 1 }]),
    ...(above === undefined ? [] : [{ how: `not above ${above}`, value: above }]),
    ...(maximum === undefined ? [] : [{ how: `above ${maximum}`, value: maximum + 1 }]),
    ...(below === undefined ? [] : [{ how: `not below ${below}`, value: below }]),
  ].filter(({ value }) => judge(value).length > 0);
}

function spoilList(value: readonly unknown[], judge: Judge): SpoiltValue[] {
  const [first] = value;
  if (first === undefined) return [];
  const found: SpoiltValue[] = [];
  if (hasKeyword(judge([]), "minItems")) found.push({ how: "empty", value: [] });
  const most = limitOf(judge(Array.from({ length: 10_000 }, () => first)), "maxItems");
  if (most !== undefined) {
    const tooMany = Array.from({ length: most + 1 }, (_item, index) => value[index % value.length]);
    found.push({ how: `with more than ${most} items`, value: tooMany });
  }
  const twice = [...value, first];
  if (hasKeyword(judge(twice), "uniqueItems")) found.push({ how: "with one item twice", value: twice });
  return found;
}

function hasKeyword(violations: readonly Violation[], keyword: string): boolean {
  return violations.some((violation) => violation.keyword === keyword);
}

function limitOf(violations: readonly Violation[], keyword: string): number | undefined {
  const limit = violations.find((violation) => violation.keyword === keyword)?.params.limit;
  return typeof limit === "number" ? limit : undefined;
}

/** What a validator says of a value, all of it. */
export function judgeWith(validate: Validate | undefined, value: unknown): readonly Violation[] {
  return validate && !validate(value) ? (validate.errors ?? [{ instancePath: "", keyword: "", params: {} }]) : [];
}
