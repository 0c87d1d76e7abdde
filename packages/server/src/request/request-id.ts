import type { HostRequest } from "../host/index.ts";

/** The id of a request: the caller's own, if it is harmless in a log, or a new one. */
export function requestIdOf(headers: HostRequest["headers"], create: () => string): string {
  const given = headers.get("x-request-id");
  return given !== null && /^[A-Za-z0-9._-]{8,128}$/.test(given) ? given : create();
}
