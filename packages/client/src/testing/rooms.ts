/** The rule of the rooms: a folder of the source is entered by its `index.ts` alone, and no arrows between rooms close a circle. */

import { dirname, join, relative } from "node:path/posix";

/** Files that are no rooms: what is measured, tested or shared by tests. */
const open = ["__fixtures__", "bench", "size", "testing"];

const imported = /\b(?:from|import)\s*\(?\s*"(\.[^"]+)"/g;

/** The room of a file, the empty text for what lies beside the rooms. */
function roomOf(file: string): string {
  const [room = "", ...rest] = file.split("/");
  return rest.length > 0 && !open.includes(room) ? room : "";
}

/**
 * What breaks the rule, in sentences.
 *
 * @param files - Texts by path, relative to the source.
 */
export function findRoomProblems(files: Readonly<Record<string, string>>): string[] {
  const problems: string[] = [];
  const arrows = new Map<string, Set<string>>();
  for (const [file, text] of Object.entries(files)) {
    const room = roomOf(file);
    for (const [, specifier = ""] of text.matchAll(imported)) {
      const target = relative("", join(dirname(file), specifier));
      const other = roomOf(target);
      if (target.startsWith("..") || other === room) continue;
      if (other !== "" && target !== `${other}/index.ts`) problems.push(`${file} enters ${other} by ${target}`);
      // Tests stand beside what they test, but look at it from outside.
      if (room === "" || /\.test(-d)?\.ts$/.test(file)) continue;
      if (other === "") problems.push(`${file} leaves its room for ${target}`);
      else arrows.set(room, (arrows.get(room) ?? new Set()).add(other));
    }
  }
  const circle = findCircle(arrows);
  return circle ? [...problems, `${circle.join(" -> ")} is a circle`] : problems;
}

function findCircle(arrows: ReadonlyMap<string, ReadonlySet<string>>): string[] | undefined {
  function walk(room: string, path: readonly string[]): string[] | undefined {
    const start = path.indexOf(room);
    if (start >= 0) return [...path.slice(start), room];
    for (const next of arrows.get(room) ?? []) {
      const found = walk(next, [...path, room]);
      if (found) return found;
    }
    return undefined;
  }
  for (const room of arrows.keys()) {
    const found = walk(room, []);
    if (found) return found;
  }
  return undefined;
}
