/** Chance that can be repeated: what programs draw from one stream of numbers. */

import { uniformFloat64 } from "pure-rand/distribution/uniformFloat64";
import { uniformInt } from "pure-rand/distribution/uniformInt";
import type { RandomGenerator } from "pure-rand/types/RandomGenerator";

/** A stream of chance; each thing that is drawn moves it on. None of it is a secret to who knows the seed. */
export interface Chance {
  /** From 0 up to 1, without 1, as `Math.random` gives them. */
  float(): number;
  /** A whole number from `least` to `most`, both included. */
  integer(least: number, most: number): number;
  /** One of these. @throws RangeError Where there is none. */
  pick<Value>(values: readonly Value[]): Value;
  bytes(count: number): Uint8Array<ArrayBuffer>;
  /** Small hexadecimal digits, this many. */
  hex(digits: number): string;
  /** Letters of an alphabet, this many; by default the small letters and the digits. */
  text(length: number, alphabet?: string): string;
  /** A prefix and 24 letters and digits, such as `conv_1x8z...`, or as many as are asked for. */
  id(prefix: string, length?: number): string;
  /** An id in the form of a UUID of version 4 (RFC 9562). */
  uuid(): string;
}

const lettersAndDigits = Array.from({ length: 36 }, (_, digit) => digit.toString(36)).join("");
const hexDigits = "0123456789abcdef";

/** Draws from a generator. */
export function createSource(generator: RandomGenerator): Chance {
  const chance: Chance = {
    float: () => uniformFloat64(generator),
    integer: (least, most) => uniformInt(generator, least, most),
    pick: (values) => {
      if (values.length === 0) throw new RangeError("There is nothing to pick from.");
      // The index is one of the array.
      return values[uniformInt(generator, 0, values.length - 1)] as (typeof values)[number];
    },
    bytes: (count) => Uint8Array.from({ length: count }, () => uniformInt(generator, 0, 255)),
    hex: (digits) => chance.text(digits, hexDigits),
    text: (length, alphabet = lettersAndDigits) =>
      Array.from({ length }, () => alphabet[uniformInt(generator, 0, alphabet.length - 1)]).join(""),
    id: (prefix, length = 24) => `${prefix}${chance.text(length)}`,
    uuid: () => {
      const digits = chance.hex(30);
      const variant = chance.pick([..."89ab"]);
      return [
        digits.slice(0, 8),
        digits.slice(8, 12),
        `4${digits.slice(12, 15)}`,
        `${variant}${digits.slice(15, 18)}`,
        digits.slice(18),
      ].join("-");
    },
  };
  return chance;
}
