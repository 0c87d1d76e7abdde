/** An answer in the form in which a host can send it, so that a web response is made only where one is wanted. */

/** Body of an answer. */
export type HostBody = string | Blob | Uint8Array<ArrayBuffer> | ReadableStream<Uint8Array>;

/** An answer of a served contract. */
export interface HostResponse {
  /** 200 to 599. */
  readonly status: number;
  /** By the name in lower case. */
  readonly headers: Map<string, string>;
  readonly body: HostBody | null;
}

/** An answer as a web response. */
export function toResponse({ status, headers, body }: HostResponse): Response {
  return new Response(body, { status, headers: [...headers] });
}

/** RFC 9110 section 5.1. */
const fieldName = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;

/**
 * Headers of an answer; those that are `undefined` are left out.
 *
 * @throws TypeError when a name is none.
 */
export function createHeaders(given: Readonly<Record<string, unknown>> = {}): Map<string, string> {
  const headers = new Map<string, string>();
  for (const [name, value] of Object.entries(given)) {
    if (value === undefined) continue;
    if (!fieldName.test(name)) throw new TypeError(`${JSON.stringify(name)} is no name of a header`);
    headers.set(name.toLowerCase(), toHeaderValue(String(value)));
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
