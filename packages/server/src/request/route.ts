/** Where each operation is: paths to their operations, the concrete before the templated. */

import { METHOD_NAME_ALL } from "hono/router";
import { RegExpRouter } from "hono/router/reg-exp-router";
import { SmartRouter } from "hono/router/smart-router";
import { TrieRouter } from "hono/router/trie-router";

/**
 * A path with each segment encoded in one way (RFC 3986 section 6.2.2), so that the same address is the same text; one
 * that is no UTF-8 stays as it is. Encoded slashes stay what they are: data.
 */
export function toPlainPath(path: string): string {
  return /^[\w.~/-]*$/.test(path) ? path : path.split("/").map(toPlainSegment).join("/");
}

function toPlainSegment(segment: string): string {
  try {
    return encodeURIComponent(decodeURIComponent(segment));
  } catch {
    return segment;
  }
}

/** What is at a path, by the method in capitals. */
export type Methods<Entry> = ReadonlyMap<string, Entry>;

/** Finds what is at a path, as {@link toPlainPath} gives it. */
export type FindRoute<Entry> = (path: string) => Methods<Entry> | undefined;

/** An operation with its place. */
interface Placed {
  readonly method: string;
  readonly path: string;
}

/** A segment of a path template with parameters. */
export interface SegmentPlan {
  readonly names: readonly string[];
  /** Regular expression of the whole segment, with a group for each name. */
  readonly pattern: string;
}

/** Takes a segment of a template apart, such as `{name}.json`. */
export function compileSegment(segment: string): SegmentPlan {
  const parts = segment.split(/\{([^{}]+)\}/);
  return {
    names: parts.filter((_part, index) => index % 2 === 1),
    pattern: parts
      .map((part, index) => (index % 2 === 1 ? "(.+)" : toPlainSegment(part).replace(/[.*+?^$|()[\]\\]/g, "\\$&")))
      .join(""),
  };
}

/** Makes a router. */
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
      if (!segment.includes("{")) return toPlainSegment(segment);
      // The router knows parameters by place, as segments are read.
      const { pattern } = compileSegment(segment);
      return pattern === "(.+)" ? `:segment${index}` : `:segment${index}{${pattern.replaceAll("(.+)", ".+")}}`;
    })
    .join("/");
}

/** 0 for text, 1 for text with parameters in it, 2 for a parameter. */
function generalityOf(segment = ""): number {
  if (!segment.includes("{")) return 0;
  return /^\{[^{}]+\}$/.test(segment) ? 2 : 1;
}

/** The path with text where the other has its first parameter comes first. */
function compare(left: string, right: string): number {
  const [ours, theirs] = [left.split("/"), right.split("/")];
  for (let index = 0; index < Math.min(ours.length, theirs.length); index += 1) {
    const [mine, other] = [generalityOf(ours[index]), generalityOf(theirs[index])];
    if (mine !== other) return mine - other;
  }
  return 0;
}
