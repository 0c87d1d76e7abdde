/** Refuses text that no platform could keep: NUL, and bytes, escapes or halves of characters that are no Unicode. */

import type { LocatedOperation } from "@parley/contracts/document";
import { splitTarget } from "@parley/tooling/request-line";
import { fieldName, type Violation } from "./violations.ts";

/** What is read of a request before the contract has a say. */
interface RawRequest {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** A body as Prism takes it, or what is wrong with it. */
export type ReadBody = { readonly value: unknown } | { readonly violation: Violation };

/** A request target in ASCII: clients that do not encode what they send leave bytes, which Node reads as Latin-1. */
export function encodeTarget(url: string): string {
  return url.replace(/[\x80-\xff]/g, (byte) => `%${byte.charCodeAt(0).toString(16).toUpperCase()}`);
}

/** The first thing in path or query that is no text. */
export function checkTarget(url: string, located: LocatedOperation | undefined): Violation | undefined {
  const { path, query } = splitTarget(url);
  const template = located?.path.split("/") ?? [];
  for (const [index, segment] of path.split("/").entries()) {
    const fault = percentFault(segment);
    const name = /^\{(.*)\}$/.exec(template[index] ?? "")?.[1] ?? "path";
    if (fault) return { in: "path", field: name, ...fault };
  }
  return checkPairs(query, "query");
}

/** Decodes a body by its content type; binary ones are passed on as they are. */
export function readBody({ headers, body }: RawRequest): ReadBody {
  if (body.length === 0) return { value: null };
  const type = headers["content-type"] ?? "";
  if (/^application\/([\w.+-]+\+)?json\b/i.test(type)) return readJson(body);
  const boundary = boundaryOf(type);
  const violation = boundary === undefined ? checkText(type, body) : checkParts(body, boundary);
  if (violation) return { violation };
  const text = body.toString("utf8");
  return { value: boundary === undefined ? text : typeFiles(text, boundary) };
}

function readJson(body: Buffer): ReadBody {
  const text = decode(body);
  if (text === undefined) return { violation: wholeBody(notUnicode) };
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    // The message quotes the body; only its place is safe to repeat.
    const [place = "it ends too early"] = /line \d+ column \d+/.exec((error as Error).message) ?? [];
    return { violation: wholeBody({ rule: "json", detail: `is not valid JSON: ${place}` }) };
  }
  const violation = checkMembers(value);
  return violation ? { violation } : { value };
}

/** Without recursion, because a body of ten million brackets is JSON too. */
function checkMembers(root: unknown): Violation | undefined {
  const open: { value: unknown; segments: readonly string[] }[] = [{ value: root, segments: [] }];
  for (let next = open.pop(); next; next = open.pop()) {
    const { value, segments } = next;
    if (typeof value === "string") {
      const fault = textFault(value);
      if (fault) return { in: "body", field: fieldName(segments), ...fault };
    } else if (typeof value === "object" && value !== null) {
      for (const [name, member] of Object.entries(value)) {
        const fault = textFault(name);
        if (fault) return { in: "body", field: fieldName([...segments, name]), ...fault };
        if (typeof member === "string" || typeof member === "object") {
          // Paths as deep as that are of no use, and would take more memory than the body.
          open.push({ value: member, segments: segments.length < 20 ? [...segments, name] : segments });
        }
      }
    }
  }
  return undefined;
}

function checkText(type: string, body: Buffer): Violation | undefined {
  if (/^application\/x-www-form-urlencoded\b/i.test(type)) {
    const text = decode(body);
    return text === undefined ? wholeBody(notUnicode) : checkPairs(text, "body");
  }
  if (/^text\//i.test(type)) {
    const text = decode(body);
    const fault = text === undefined ? notUnicode : textFault(text);
    return fault && wholeBody(fault);
  }
  return undefined;
}

function boundaryOf(type: string): string | undefined {
  const [, quoted, plain] = /^multipart\/form-data\b.*;\s*boundary=(?:"([^"]+)"|([^;\s]+))/i.exec(type) ?? [];
  return quoted ?? plain;
}

/** Prism's parser breaks at files without a content type, which a client may leave out (RFC 7578 section 4.4). */
function typeFiles(text: string, boundary: string): string {
  return text
    .split(`--${boundary}`)
    .map((part) => {
      const head = part.slice(0, Math.max(0, part.indexOf("\r\n\r\n")));
      if (!isFile(head) || /^content-type:/im.test(head)) return part;
      return `${head}\r\nContent-Type: application/octet-stream${part.slice(head.length)}`;
    })
    .join(`--${boundary}`);
}

function isFile(head: string): boolean {
  return /[;\s]filename\*?=/.test(head);
}

/** Fields of a form that are no files (RFC 7578); Latin-1 keeps each byte as it is. */
function checkParts(body: Buffer, boundary: string): Violation | undefined {
  for (const part of body.toString("latin1").split(`--${boundary}`)) {
    const end = part.indexOf("\r\n\r\n");
    const head = part.slice(0, end);
    const [, name] = /[;\s]name="([^"]*)"/.exec(head) ?? [];
    if (end < 0 || name === undefined || isFile(head)) continue;
    const text = decode(Buffer.from(part.slice(end + 4), "latin1"));
    const fault = text === undefined ? notUnicode : textFault(text);
    if (fault) return { in: "body", field: fieldName([Buffer.from(name, "latin1").toString("utf8")]), ...fault };
  }
  return undefined;
}

/** Pairs of a query or of a form that is written like one. */
function checkPairs(text: string, place: "query" | "body"): Violation | undefined {
  for (const pair of text.split("&")) {
    const [name = "", ...rest] = pair.split("=");
    const fault = percentFault(name) ?? percentFault(rest.join("="));
    if (fault)
      return { in: place, field: percentFault(name) ? place : fieldName([decodeURIComponent(name)]), ...fault };
  }
  return undefined;
}

type Fault = Pick<Violation, "rule" | "detail">;

const notUnicode: Fault = { rule: "unicode", detail: "must be UTF-8" };

function wholeBody(fault: Fault): Violation {
  return { in: "body", field: "body", ...fault };
}

function percentFault(text: string): Fault | undefined {
  try {
    return textFault(decodeURIComponent(text));
  } catch {
    return { rule: "percentEncoding", detail: "must be percent-encoded UTF-8" };
  }
}

function textFault(text: string): Fault | undefined {
  if (text.includes("\0")) return { rule: "nul", detail: "must not contain NUL (U+0000)" };
  return text.isWellFormed() ? undefined : { rule: "unicode", detail: "must not contain half of a surrogate pair" };
}

function decode(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
