/** RFC 8259 section 4: the names within an object are unique; readers disagree on which of two they take. */

/** The first name that stands twice in one object of a JSON text; the text has been parsed before. */
export function findRepeatedName(json: string): string | undefined {
  const open: (Set<string> | undefined)[] = [];
  // A text, and the colon that makes a name of it; or the begin or end of an object or a list.
  for (const [token, text, colon] of json.matchAll(/("(?:[^"\\]|\\.)*")(\s*:)?|[{}[\]]/g)) {
    if (text === undefined) {
      if (token === "{") open.push(new Set());
      else if (token === "[") open.push(undefined);
      else open.pop();
      continue;
    }
    if (colon === undefined) continue;
    const name = JSON.parse(text) as string;
    const names = open.at(-1);
    if (names?.has(name)) return name;
    names?.add(name);
  }
  return undefined;
}
