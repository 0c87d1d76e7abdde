/** RFC 7578 and RFC 2046 section 5.1: the parts of a multipart form, read as they come. */

import type { Limits } from "./limits.ts";
import { type PartHeader, parsePartHeader } from "./part-header.ts";
import { Refusal } from "./problem.ts";
import { joinBytes } from "./read-bytes.ts";

const encoder = new TextEncoder();
const nothing = new Uint8Array();
const carriageReturn = 0x0d;
const lineFeed = 0x0a;
const dash = 0x2d;
const lineEnd = Uint8Array.of(carriageReturn, lineFeed);
const headerEnd = Uint8Array.of(carriageReturn, lineFeed, carriageReturn, lineFeed);
/** RFC 2046 section 5.1.1, bchars. */
const boundaryForm = /^[0-9A-Za-z'()+_,\-./:=? ]{0,69}[0-9A-Za-z'()+_,\-./:=?]$/;

/** What follows a delimiter. */
type Ending = { readonly kind: "last" | "text" | "unknown" } | { readonly kind: "next"; readonly length: number };

/**
 * The parts of a form as they come: the header of each, and then its bytes.
 *
 * Before the first and after the last delimiter there may be text, which is skipped.
 *
 * @throws Refusal when a limit is passed, as soon as it is, or the form is broken or has no end.
 */
export async function* parseMultipart(
  chunks: AsyncIterable<Uint8Array>,
  boundary: string,
  limits: Limits,
): AsyncGenerator<PartHeader | Uint8Array, void, undefined> {
  if (!boundaryForm.test(boundary)) throw malformed("has no usable boundary");
  const delimiter = encoder.encode(`\r\n--${boundary}`);
  // The first delimiter needs no line end before it.
  let buffer: Uint8Array = lineEnd;
  let header: PartHeader | undefined;
  let isBeforeFirst = true;
  let isInHeader = false;
  let isDone = false;
  let length = 0;
  let count = 0;
  let toSkip = 0;

  for await (const chunk of chunks) {
    if (isDone) continue;
    buffer = joinBytes([buffer, chunk], buffer.length + chunk.length);
    while (!isDone) {
      if (isInHeader) {
        const end = indexOf(buffer, headerEnd, 0);
        if ((end < 0 ? buffer.length : end) > limits.partHeader)
          throw tooLarge(`a header over ${limits.partHeader} bytes`);
        if (end < 0) break;
        header = parsePartHeader(buffer.subarray(0, end), limits.name);
        yield header;
        // The second line end stays: where there is no body, it belongs to the delimiter.
        buffer = buffer.subarray(end + lineEnd.length);
        toSkip = lineEnd.length;
        isInHeader = false;
        continue;
      }
      const found = findDelimiter(buffer, delimiter);
      // What may be the start of a delimiter waits for the next chunk.
      const keep = found ? found.start : Math.max(0, buffer.length - delimiter.length + 1);
      const bytes = take(buffer.subarray(0, keep));
      if (bytes.length > 0) yield bytes;
      buffer = buffer.subarray(keep);
      if (!found || found.ending.kind === "unknown") {
        if (buffer.length > limits.partHeader) throw malformed("has a delimiter without an end");
        break;
      }
      header = undefined;
      length = 0;
      isBeforeFirst = false;
      if (found.ending.kind === "last") isDone = true;
      else if (found.ending.kind === "next") {
        count += 1;
        if (count > limits.parts) throw tooLarge(`more than ${limits.parts} parts`);
        buffer = buffer.subarray(found.ending.length);
        isInHeader = true;
      }
    }
  }
  if (!isDone) throw malformed(isBeforeFirst ? "has no delimiter" : "has no end");

  /** What belongs to the part that is being read. */
  function take(given: Uint8Array): Uint8Array {
    if (!header) return nothing;
    const bytes = given.subarray(toSkip);
    toSkip -= given.length - bytes.length;
    const limit = header.filename === undefined ? limits.text : limits.file;
    length += bytes.length;
    if (length > limit) throw tooLarge(`a part over ${limit} bytes`);
    return bytes;
  }
}

/** The first delimiter, or the first place where one may begin that cannot be told yet. */
function findDelimiter(
  buffer: Uint8Array,
  delimiter: Uint8Array,
): { readonly start: number; readonly ending: Ending } | undefined {
  for (let start = indexOf(buffer, delimiter, 0); start >= 0; start = indexOf(buffer, delimiter, start + 1)) {
    const ending = readEnding(buffer, start + delimiter.length, start);
    if (ending.kind !== "text") return { start, ending };
  }
  return undefined;
}

/** Two dashes end the form; blanks and a line end begin a part; all else is text that only looks like a delimiter. */
function readEnding(buffer: Uint8Array, from: number, start: number): Ending {
  const [first, second] = [buffer[from], buffer[from + 1]];
  if (first === undefined) return { kind: "unknown" };
  if (first === dash && second === undefined) return { kind: "unknown" };
  if (first === dash && second === dash) return { kind: "last" };
  let index = from;
  while (buffer[index] === 0x20 || buffer[index] === 0x09) index += 1;
  if (buffer[index] === undefined) return { kind: "unknown" };
  if (buffer[index] !== carriageReturn) return { kind: "text" };
  if (buffer[index + 1] === undefined) return { kind: "unknown" };
  return buffer[index + 1] === lineFeed ? { kind: "next", length: index + 2 - start } : { kind: "text" };
}

function indexOf(bytes: Uint8Array, wanted: Uint8Array, from: number): number {
  const [first = 0] = wanted;
  for (let start = bytes.indexOf(first, from); start >= 0; start = bytes.indexOf(first, start + 1)) {
    if (start + wanted.length > bytes.length) return -1;
    let offset = 1;
    while (offset < wanted.length && bytes[start + offset] === wanted[offset]) offset += 1;
    if (offset === wanted.length) return start;
  }
  return -1;
}

function malformed(what: string): Refusal {
  return new Refusal("malformed", `The multipart form ${what}`);
}

function tooLarge(what: string): Refusal {
  return new Refusal("too_large", `The multipart form has ${what}`);
}
