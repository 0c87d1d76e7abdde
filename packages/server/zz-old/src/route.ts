/** Where each operation is: paths to their operations, the concrete before the templated. */

import { METHOD_NAME_ALL } from "hono/router";
import { RegExpRouter } from "hono/router/reg-exp-router";
import { SmartRouter } from "hono/router/smart-router";
import { TrieRouter } from "hono/router/trie-router";

/** What is at a path, by the method in capitals. */
export type Methods<Entry> = ReadonlyMap<string, Entry>;

/** Finds what is at a path; the path is still encoded. */
export type FindRoute<Entry> = (path: string) => Methods<Entry> | undefined;

/** An operation with its place. */
interface Placed {
  readonly method: string;
  readonly path: string;
}

/**
 * Makes a router.
 *
 * @throws Error when a segment of a path is only in part a parameter.
 */
export function createRouter<Entry extends Placed>(entries: readonly Entry[]): FindRoute<Entry> {
  const byPath = new Map<string, Map<string, Entry>>();
  for (const entry of entries) {
    const methods = byPath.get(entry.path) ?? new Map<string, Entry>();
    methods.set(entry.method.toUpperCase(), entry);
    byPath.set(entry.path, methods);
  }
  const router = new SmartRouter<Methods<Entry>>({ routers: [new RegExpRouter(), new TrieRouter()] });
  // OpenAPI 3.1, Paths Object: a concrete path is matched before a templated one; routers take what comes first.
  const ordered = [...byPath].toSorted(([left], [right]) => compare(left, right));
  for (const [path, methods] of ordered) router.add(METHOD_NAME_ALL, toPattern(path), methods);

  return (path) => {
    const [[first] = []] = router.match(METHOD_NAME_ALL, path);
    return first?.[0];
  };
}

function toPattern(path: string): string {
  return path
    .split("/")
    .map((segment, index) => {
      if (!segment.includes("{")) return segment;
      if (!/^\{[^{}]+\}$/.test(segment))
        throw new Error(`The segment ${segment} of ${path} is only in part a parameter`);
      // The router knows parameters by place, as segments are read.
      return `:segment${index}`;
    })
    .join("/");
}

/** The path with text where the other has its first parameter comes first. */
function compare(left: string, right: string): number {
  const [ours, theirs] = [left.split("/"), right.split("/")];
  for (let index = 0; index < Math.min(ours.length, theirs.length); index += 1) {
    const [mine, other] = [ours[index]?.startsWith("{"), theirs[index]?.startsWith("{")];
    if (mine !== other) return mine ? 1 : -1;
  }
  return 0;
}
