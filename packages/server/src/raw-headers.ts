/** The header lines of a request as they were sent: `Headers` joins repeated ones, and a check may need them apart. */

const kept = new WeakMap<Request, readonly string[]>();

/** Keeps the header lines of a request, names and values in turn; for hosts. */
export function keepRawHeaders(request: Request, rawHeaders: readonly string[]): void {
  kept.set(request, rawHeaders);
}

/** Header lines of a request, names and values in turn; `undefined` where the host does not know, and for copies. */
export function rawHeadersOf(request: Request): readonly string[] | undefined {
  return kept.get(request);
}
