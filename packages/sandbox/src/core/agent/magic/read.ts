/** Reads magic messages. */

import { distance } from "fastest-levenshtein";
import { type MagicName, magicNames } from "./names.ts";

/** A magic message, or one that looks like it. */
export type Magic =
  | { readonly kind: "known"; readonly name: MagicName; readonly argument: string }
  | { readonly kind: "unknown"; readonly name: string; readonly nearest: readonly MagicName[] };

/** How many suggestions are made, and how many letters of one may differ where another differs less. */
const suggestions = { most: 3, farthest: 2 };

/**
 * The magic of a message: a slash and a word at its very beginning; `undefined` for every other message, also one that
 * begins with a path.
 *
 * A platform may use it before it starts a run: `/fail 429` is better answered by the status than in a stream.
 *
 * @example
 * readMagic("/fail 429"); // { kind: "known", name: "fail", argument: "429" }
 */
export function readMagic(message: string): Magic | undefined {
  const [, word, argument = ""] = /^\s*\/([a-z][a-z_-]{0,30})(?:\s+(.*))?$/is.exec(message) ?? [];
  if (word === undefined) return undefined;
  const name = word.toLowerCase();
  const known = magicNames.find((one) => one === name);
  if (known) return { kind: "known", name: known, argument: argument.trim() };
  return { kind: "unknown", name, nearest: nearestTo(name) };
}

/** The failure that a magic message asks for: the status of `/fail`, 500 where it names none that is a failure. */
export function requestedFailure(message: string): number | undefined {
  const magic = readMagic(message);
  if (magic?.kind !== "known" || magic.name !== "fail") return undefined;
  return Number(/^[45]\d\d$/.exec(magic.argument)?.[0] ?? 500);
}

function nearestTo(name: string): MagicName[] {
  const sorted = magicNames
    .map((known) => ({ known, far: known.startsWith(name) || name.startsWith(known) ? 0 : distance(name, known) }))
    .sort((left, right) => left.far - right.far)
    .slice(0, suggestions.most);
  const near = sorted.filter(({ far }) => far <= suggestions.farthest);
  return (near.length > 0 ? near : sorted).map(({ known }) => known);
}
