/** RFC 9110 sections 8.3 and 12.5.1: what a body is, and what the caller takes. */

/** A media type without its parameters, in lower case, and the parameters. */
export interface MediaType {
  readonly essence: string;
  readonly parameters: ReadonlyMap<string, string>;
}

const token = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;

/** What most callers send. */
const plain = /^[a-z]+\/[a-z0-9.+-]+$/;
const none: ReadonlyMap<string, string> = new Map();

/** The value of a `Content-Type` header; `undefined` where it is none, such as two of them joined. */
export function parseMediaType(value: string): MediaType | undefined {
  if (plain.test(value)) return { essence: value, parameters: none };
  const end = value.indexOf(";");
  const essence = (end < 0 ? value : value.slice(0, end)).trim().toLowerCase();
  const [type, subtype, ...more] = essence.split("/");
  if (!type || !subtype || more.length > 0 || !token.test(type) || !token.test(subtype)) return undefined;
  const parameters = new Map<string, string>();
  // One of its own for each call, because it keeps its place.
  const parameter =
    /;[ \t]*(?:([!#$%&'*+.^_`|~0-9A-Za-z-]+)=(?:([!#$%&'*+.^_`|~0-9A-Za-z-]+)|"((?:[^"\\]|\\.)*)"))?[ \t]*/y;
  parameter.lastIndex = end < 0 ? value.length : end;
  while (parameter.lastIndex < value.length) {
    const match = parameter.exec(value);
    if (!match) return undefined;
    const [, name, plain, quoted] = match;
    if (name === undefined) continue;
    if (parameters.has(name.toLowerCase())) return undefined;
    parameters.set(name.toLowerCase(), plain ?? quoted?.replace(/\\(.)/g, "$1") ?? "");
  }
  return { essence, parameters };
}

/** Whether a media type has the syntax of JSON (RFC 6839 section 3.1). */
export function isJson(essence: string): boolean {
  return essence === "application/json" || essence.endsWith("+json");
}

/** The one of the documented media types that stands for this: itself, then its range, then all. */
export function findMediaType(documented: readonly string[], essence: string): string | undefined {
  if (documented.includes(essence)) return essence;
  const range = `${essence.slice(0, essence.indexOf("/"))}/*`;
  return [essence, range, "*/*"].flatMap((wanted) => documented.find((type) => essenceOf(type) === wanted) ?? [])[0];
}

function essenceOf(type: string): string {
  return (type.split(";", 1)[0] ?? "").trim().toLowerCase();
}

/** How much the caller wants a media type, from 0, not at all, to 1. */
export type Preference = (mediaType: string) => number;

/** The preference of a caller who takes all. */
export const takesAll: Preference = () => 1;

/** Reads an `Accept` header; the most specific range decides, and a header that is missing takes all. */
export function parseAccept(value: string | null): Preference {
  if (value === null || value === "*/*" || value.trim() === "") return takesAll;
  const ranges = value.split(",").flatMap((part) => {
    const parsed = parseMediaType(part);
    if (!parsed) return [];
    const quality = Number(parsed.parameters.get("q") ?? 1);
    return [{ essence: parsed.essence, quality: quality >= 0 && quality <= 1 ? quality : 0 }];
  });
  return (mediaType) => {
    const essence = essenceOf(mediaType);
    const candidates = [essence, `${essence.slice(0, essence.indexOf("/"))}/*`, "*/*"];
    return candidates.flatMap((wanted) => ranges.find((range) => range.essence === wanted) ?? [])[0]?.quality ?? 0;
  };
}
