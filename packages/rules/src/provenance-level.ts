/** Levels of evidence, and what an entry of `x-provenance-of` may say. */

import { isNode, type Node } from "./redocly.ts";

/** Levels of evidence, strongest first. */
export const provenanceLevels = ["seed", "documented", "observed", "assumed"] as const;

type ProvenanceLevel = (typeof provenanceLevels)[number];

/** The levels as text. */
export const levelList = provenanceLevels.join(", ");

/** Whether a value is a level of evidence. */
export function isLevel(value: unknown): value is ProvenanceLevel {
  return provenanceLevels.some((level) => level === value);
}

/** Whether a mark stands for a text of the vendor: only then can a keyword claim more than is known. */
export function isDocumented(value: unknown): boolean {
  return value === "seed" || value === "documented";
}

/** The entries of `x-provenance-of`. */
export function entriesOf(node: Node): Node {
  return isNode(node["x-provenance-of"]) ? node["x-provenance-of"] : {};
}

/** What is wrong with each entry of `x-provenance-of`, by its member. */
export function wrongEntries(part: string, node: Node, members: Node): [member: string, message: string][] {
  const own = node["x-provenance"];
  return Object.entries(entriesOf(node)).flatMap(([member, level]): [string, string][] => {
    if (members[member] === undefined) return [[member, `The ${part} has no "${member}".`]];
    if (!isLevel(level)) {
      return [[member, `The level of "${member}" must be one of ${levelList}; found ${JSON.stringify(level)}.`]];
    }
    if (!isLevel(own) || provenanceLevels.indexOf(level) >= provenanceLevels.indexOf(own)) return [];
    return [[member, `The level of "${member}" is ${level}, which is stronger than the ${part}: ${own}.`]];
  });
}
