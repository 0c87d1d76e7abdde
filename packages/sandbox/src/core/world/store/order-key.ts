/** Index values as text that every store puts into the same order, byte by byte or unit by unit. */

import { StoreError } from "./store-error.ts";

/** One part of the value of an index. */
export type IndexPart = string | number;

/** What a record is found by: one part, or several of which the first ones may be asked for alone. */
export type IndexValue = IndexPart | readonly IndexPart[];

/**
 * Writes the value of an index in printable ASCII, so that the order of texts is the order of values: numbers before
 * texts, numbers by size, texts by their units, and what is a beginning of the other first.
 *
 * @throws StoreError `invalid_key` for NaN.
 */
export function encodeIndex(value: IndexValue): string {
  const parts = typeof value === "object" ? value : [value];
  return parts.map((part) => `${typeof part === "number" ? encodeNumber(part) : encodeText(part)} `).join("");
}

/** What the texts of all values begin with that begin with these parts; the end of their range is `prefix + "~"`. */
export const afterAll = "~";

/** A blank ends each part, so none may have one; "!" and "~" lead those that stand for themselves no more. */
function encodeText(text: string): string {
  return `t${text.replace(/[^"-}]/g, (unit) => {
    const code = unit.charCodeAt(0);
    return code < 0x22 ? `!${hex(code, 2)}` : `~${hex(code, 4)}`;
  })}`;
}

function hex(value: number, digits: number): string {
  return value.toString(16).padStart(digits, "0");
}

/** The bits of a double are in the order of their values once the sign is turned, and all of them where it was set. */
function encodeNumber(value: number): string {
  if (Number.isNaN(value)) throw new StoreError("invalid_key", "NaN is no value of an index.");
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, value === 0 ? 0 : value);
  const bits = view.getBigUint64(0);
  const ordered = bits >> 63n === 0n ? bits ^ (1n << 63n) : ~bits & 0xffff_ffff_ffff_ffffn;
  return `n${ordered.toString(16).padStart(16, "0")}`;
}
