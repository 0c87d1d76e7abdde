/** Headers of every answer. */

import type { Operation, SecurityScheme } from "@parley/contracts";

/**
 * Adds what belongs to every answer; what a handler has set itself stays.
 *
 * Nothing is for caches unless its handler says so, because most answers carry or refuse a credential (RFC 6749
 * section 5.1, RFC 6750 section 5.3).
 */
export function addHeaders(
  headers: Map<string, string>,
  operation: Operation | undefined,
  schemes: Readonly<Record<string, SecurityScheme>>,
  requestId: string,
): void {
  headers.set("x-request-id", requestId);
  headers.set("x-content-type-options", "nosniff");
  if (!headers.has("cache-control")) headers.set("cache-control", "no-store");
  // A browser that opens an answer as a page runs nothing of it.
  if (headers.get("content-type")?.includes("json")) {
    headers.set("content-security-policy", "default-src 'none'; frame-ancestors 'none'");
  }
  if (operation && hasTokenInQuery(operation, schemes) && !headers.has("referrer-policy")) {
    headers.set("referrer-policy", "no-referrer");
  }
}

function hasTokenInQuery({ security }: Operation, schemes: Readonly<Record<string, SecurityScheme>>): boolean {
  return security.some((requirement) =>
    Object.keys(requirement).some((name) => {
      const scheme = schemes[name];
      return scheme?.type === "apiKey" && scheme.in === "query";
    }),
  );
}
