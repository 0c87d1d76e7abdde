/** RFC 9110 section 5: the headers of an answer. */

/** RFC 9110 section 5.1. */
const fieldName = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;

/** The values that a handler gives to a header; what is `undefined` is none. */
function valuesOf(value: unknown): string[] {
  return (Array.isArray(value) ? value : [value]).flatMap((one) =>
    one === undefined ? [] : [toHeaderValue(String(one))],
  );
}

/** Values of `Set-Cookie` among the headers of a handler. */
export function cookiesOf(given: Readonly<Record<string, unknown>> = {}): string[] {
  return Object.entries(given).flatMap(([name, value]) => (isCookie(name) ? valuesOf(value) : []));
}

function isCookie(name: string): boolean {
  return name.length === 10 && name.toLowerCase() === "set-cookie";
}

/**
 * Headers of an answer without its cookies; those that are `undefined` are left out, several values are joined.
 *
 * @throws TypeError when a name is none.
 */
export function createHeaders(given: Readonly<Record<string, unknown>> = {}): Map<string, string> {
  const headers = new Map<string, string>();
  for (const [name, value] of Object.entries(given)) {
    if (value === undefined || isCookie(name)) continue;
    if (!fieldName.test(name)) throw new TypeError(`${JSON.stringify(name)} is no name of a header`);
    headers.set(name.toLowerCase(), typeof value === "string" ? toHeaderValue(value) : valuesOf(value).join(", "));
  }
  return headers;
}

/**
 * Text as the value of a header; what no header can hold is percent-encoded.
 *
 * A line end from a redirect address or a file name would otherwise end the header, or the request in a 500.
 */
export function toHeaderValue(text: string): string {
  const value = /^[\t\x20-\x7e]*$/.test(text)
    ? text
    : text.toWellFormed().replace(/[^\t\x20-\x7e]/gu, (character) => encodeURIComponent(character));
  return value.trim();
}

/** Adds to a header that is a list (RFC 9110 section 5.3). */
export function appendHeader(headers: Map<string, string>, name: string, value: string): void {
  const before = headers.get(name);
  headers.set(name, before === undefined ? value : `${before}, ${value}`);
}
