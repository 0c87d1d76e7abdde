/** RFC 7578 section 4: the header of one part of a multipart form. */

import { parseMediaType } from "../contract/index.ts";
import { Refusal } from "./problem.ts";
import { decodeUtf8, isPrototypeName, refuseName } from "./text.ts";

/** What the header of a part says. */
export interface PartHeader {
  readonly name: string;
  readonly filename?: string;
  readonly contentType?: string;
}

const field = /^([!#$%&'*+.^_`|~0-9A-Za-z-]+):(.*)$/;
const parameters = /;[ \t]*(name|filename)="((?:[^"\\]|\\.)*)"/gi;
const control = /\p{Cc}/u;

/**
 * Reads the lines of a header.
 *
 * @throws Refusal when they are broken, or the name is missing, too long or not allowed.
 */
export function parsePartHeader(bytes: Uint8Array, longestName: number): PartHeader {
  const fields = new Map<string, string>();
  for (const line of decodeUtf8(bytes, "The header of a part").split("\r\n")) {
    const [, name, value] = field.exec(line) ?? [];
    if (name === undefined || value === undefined || fields.has(name.toLowerCase())) throw broken();
    fields.set(name.toLowerCase(), value.trim());
  }
  const disposition = fields.get("content-disposition") ?? "";
  if (!/^form-data[ \t]*;/i.test(disposition)) throw broken();
  const found = new Map<string, string>();
  for (const [, key = "", value = ""] of disposition.matchAll(parameters)) {
    if (found.has(key.toLowerCase())) throw broken();
    found.set(key.toLowerCase(), unquote(value));
  }
  const name = found.get("name");
  if (name === undefined || control.test(name)) throw broken();
  if (name.length > longestName)
    throw new Refusal("too_large", `The multipart form has a name over ${longestName} characters`);
  if (isPrototypeName(name)) throw refuseName("body");
  const path = found.get("filename");
  // RFC 7578 section 4.2: folders of the sender mean nothing here.
  const filename = path?.slice(Math.max(path.lastIndexOf("/"), path.lastIndexOf("\\")) + 1);
  if (filename !== undefined && (control.test(filename) || filename === "." || filename === "..")) throw broken();
  const contentType = fields.get("content-type");
  if (contentType !== undefined && !parseMediaType(contentType)) throw broken();
  return { name, ...(filename !== undefined && { filename }), ...(contentType !== undefined && { contentType }) };
}

/** Quotes and line ends come as in WHATWG HTML, "multipart/form-data encoding algorithm", or with a backslash. */
function unquote(value: string): string {
  return value
    .replace(/\\(["\\])/g, "$1")
    .replace(/%22|%0D|%0A/gi, (match) => String.fromCharCode(Number.parseInt(match.slice(1), 16)));
}

function broken(): Refusal {
  return new Refusal("malformed", "The multipart form has a part with a broken header");
}
