/** The header lines of a request as they were sent: `Headers` joins repeated ones, and a check may need them apart. */

/** The values of a header as `Headers` joins them; `null` where there is none. */
export function joinHeader(rawHeaders: readonly string[], name: string): string | null {
  let joined: string | null = null;
  for (let index = 0; index + 1 < rawHeaders.length; index += 2) {
    if (!isName(rawHeaders[index] ?? "", name)) continue;
    const value = rawHeaders[index + 1] ?? "";
    joined = joined === null ? value : `${joined}${name.toLowerCase() === "cookie" ? ";" : ","} ${value}`;
  }
  return joined;
}

/** How many lines a header has. */
export function countLines(rawHeaders: readonly string[], name: string): number {
  let count = 0;
  for (let index = 0; index < rawHeaders.length; index += 2) {
    if (isName(rawHeaders[index] ?? "", name)) count += 1;
  }
  return count;
}

function isName(line: string, name: string): boolean {
  return line.length === name.length && (line === name || line.toLowerCase() === name.toLowerCase());
}
