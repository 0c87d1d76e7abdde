/** Checks the field Content-Type of an answer (RFC 9110 section 8.3). */

import { MIMEType } from "node:util";

/** Whether bodies of a media type are JSON. */
export function isJson(mediaType: string): boolean {
  return /^[^;]*[/+]json\s*(;|$)/i.test(mediaType);
}

/** What is wrong with a content type, seen from the media types that may stand there; an empty list allows any. */
export function contentTypeProblems(value: string | null, expected: readonly string[]): string[] {
  const wanted = expected.join(" or ");
  if (value === null) return [`Content type none; expected ${wanted || "one, because there is a body"}.`];
  const actual = parse(value);
  if (!actual) return [`Content type ${shorten(value)}; expected ${wanted || "one that can be read"}.`];
  const documented = expected.flatMap((type) => parse(type) ?? []);
  const matching = documented.find(({ essence }) => essence === actual.essence);
  if (expected.length > 0 && !matching) return [`Content type ${actual.essence}; expected ${wanted}.`];
  const charset = actual.params.get("charset")?.toLowerCase();
  const problems: string[] = [];
  // RFC 8259 section 8.1; HTML Standard, "Server-sent events". A repeated parameter is read by some in its other sense.
  const isUtf8 = isJson(actual.essence) || actual.essence === "text/event-stream";
  if (isUtf8 && charset !== undefined && charset !== "utf-8") {
    problems.push(`Charset ${shorten(charset)} of ${actual.essence}; expected utf-8.`);
  }
  if ((value.match(/;\s*charset\s*=/gi) ?? []).length > 1) problems.push("Charset is given twice; expected it once.");
  for (const [name, parameter] of matching?.params ?? []) {
    const found = actual.params.get(name);
    if (found?.toLowerCase() === parameter?.toLowerCase()) continue;
    const shown = found === null || found === undefined ? "missing" : shorten(found);
    problems.push(`Parameter ${name} of ${actual.essence} is ${shown}; expected ${parameter}.`);
  }
  return problems;
}

/** The documented media type that a content type means; `undefined` when it means another, or none. */
export function findMediaType(value: string | null, documented: readonly string[]): string | undefined {
  const actual = parse(value ?? "");
  if (!actual) return undefined;
  return documented.find((type) => parse(type)?.essence === actual.essence);
}

function parse(value: string): MIMEType | undefined {
  try {
    return new MIMEType(value);
  } catch {
    return undefined;
  }
}

function shorten(text: string): string {
  return text.length > 60 ? `${text.slice(0, 60)}...` : text;
}
