/** RFC 8259 section 4: an object with a name twice means different things to different readers. */

import { escapePointer } from "./problem.ts";

/** What follows a string, and what opens, closes or parts values; every other character belongs to a number or a word. */
const token = /("[^"\\]*(?:\\.[^"\\]*)*")(\s*:)?|[{}[\],]/g;

/** One object or array that is open. */
interface Level {
  /** Names of an object so far; absent in an array. */
  readonly names?: Set<string>;
  /** Name or index of the value that stands here. */
  place: string | number;
}

/** Whether a text has as many colons as the value that was parsed of it has members: then none was lost. */
export function hasEveryMember(text: string, members: number): boolean {
  let colons = 0;
  for (let place = text.indexOf(":"); place >= 0; place = text.indexOf(":", place + 1)) colons += 1;
  return colons === members;
}

/** Pointer of the first member of valid JSON whose name its object has already. */
export function findRepeatedName(text: string): string | undefined {
  const levels: Level[] = [];
  for (const [found, string, colon] of text.matchAll(token)) {
    const level = levels.at(-1);
    if (string !== undefined) {
      if (colon === undefined || !level?.names) continue;
      level.place = JSON.parse(string) as string; // a string of valid JSON
      if (level.names.has(level.place)) return levels.map(({ place }) => `/${escapePointer(String(place))}`).join("");
      level.names.add(level.place);
    } else if (found === "{") levels.push({ names: new Set(), place: "" });
    else if (found === "[") levels.push({ place: 0 });
    else if (found !== ",") levels.pop();
    else if (typeof level?.place === "number") level.place += 1;
  }
  return undefined;
}
