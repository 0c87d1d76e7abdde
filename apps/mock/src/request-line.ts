/** What a terminal may show of a request: no credential, and nothing that it would act on. */

import type { LocatedOperation } from "@parley/contracts/document";
import { splitTarget } from "./request-text.ts";
import { printable } from "./violations.ts";

/** A request that was answered. */
export interface RequestLog {
  readonly method: string;
  /** Path and query, with what may be secret masked. */
  readonly target: string;
  readonly status: number;
  /** Why it was refused, or what became of its stream. */
  readonly remark?: string | undefined;
}

const secretName = /token|key|secret|password|passwd|code|otp|sig|auth|credential|session|jwt|cookie/i;
/** What a client tells the mock, not the platform. */
const preferences = ["__code", "__example", "__dynamic", "__seed", "__wait"];
const longest = 200;

/** One line on a request. */
export function describeRequest({ method, target, status, remark }: RequestLog): string {
  return `${method} ${target} ${status}${remark === undefined ? "" : `, ${remark}`}`;
}

/** A request target, in which only values that the contract knows to be harmless can be read. */
export function maskTarget(url: string, located: LocatedOperation | undefined): string {
  const { path, query } = splitTarget(url);
  const template = located?.path.split("/") ?? [];
  const segments = path.split("/").map((segment, index) => {
    const name = /^\{(.*)\}$/.exec(template[index] ?? "")?.[1];
    return name !== undefined && secretName.test(name) ? "***" : segment;
  });
  const known = new Set([
    ...preferences,
    ...(located?.parameters ?? []).flatMap(({ in: place, name }) =>
      place === "query" && !secretName.test(name) ? [name] : [],
    ),
  ]);
  const pairs = query.split("&").map((pair) => {
    const [name = "", ...rest] = pair.split("=");
    return rest.length === 0 || known.has(name) ? pair : `${name}=***`;
  });
  const text = printable(segments.join("/") + (query === "" ? "" : `?${pairs.join("&")}`));
  return text.length > longest ? `${text.slice(0, longest)}...` : text;
}
