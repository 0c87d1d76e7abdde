/** RFC 9110 section 5.3: a header that is no list comes once. */

import type { SecurityScheme } from "@parley/contracts";
import type { LocatedOperation } from "@parley/contracts/document";
import { type SchemaReader, typesOf } from "../contract/index.ts";
import type { HostRequest } from "../host/index.ts";
import { refuseDuplicate } from "./parameter-style.ts";
import { countLines } from "./raw-headers.ts";

const always = ["authorization", "content-type", "content-encoding", "host", "origin"];

/** Names of the headers that a request to an operation may have once, in lower case. */
export function listSingleHeaders(
  reader: SchemaReader,
  { parameters, security }: LocatedOperation,
  schemes: Readonly<Record<string, SecurityScheme>>,
): string[] {
  const own = parameters
    .filter(({ in: place, schema }) => place === "header" && !typesOf(reader, schema).has("array"))
    .map(({ name }) => name.toLowerCase());
  const keys = security.flatMap(Object.keys).flatMap((name) => {
    const scheme = schemes[name];
    return scheme?.type === "apiKey" && scheme.in === "header" ? [scheme.name.toLowerCase()] : [];
  });
  return [...new Set([...always, ...own, ...keys])];
}

/**
 * Refuses a request that has one of these headers twice; it can be told where the host keeps the lines apart.
 *
 * @throws Refusal
 */
export function refuseRepeatedHeaders({ rawHeaders = [] }: HostRequest, names: readonly string[]): void {
  for (const name of names) {
    if (countLines(rawHeaders, name) > 1) throw refuseDuplicate("header", name);
  }
}
