/** Says what would be right where Prism has no answer of the contract to give. */

import { type LocatedOperation, listExamples, type OpenApiDocument } from "@parley/contracts/document";
import { printable, splitTarget } from "@parley/tooling/request-line";
import type { MockRequest, Preferences } from "./mock.ts";
import type { Violation } from "./violations.ts";

/** A request that Prism answered with a problem, and what is known of it. */
export interface Refused {
  readonly request: MockRequest;
  readonly operation: LocatedOperation | undefined;
  /** Methods of the path, in upper case. */
  readonly allow: readonly string[];
  readonly asked: Preferences;
  readonly status: number;
}

/** The reason as a violation; empty where only Prism's own words are left. */
export function explainProblem(
  document: OpenApiDocument,
  { request, operation, allow, asked, status }: Refused,
): Violation[] {
  if (allow.length === 0) {
    const field = printable(splitTarget(request.url).path);
    return [{ in: "path", field, rule: "path", detail: "is no path of the contract; GET / lists them" }];
  }
  if (!operation) {
    return [{ in: "method", field: request.method, rule: "method", detail: `must be ${allow.join(" or ")}` }];
  }
  const { responses } = operation;
  if (asked.code !== undefined && !(asked.code in responses)) {
    const statuses = Object.keys(responses).join(", ");
    return [{ in: "header", field: "Prefer: code", rule: "status", detail: `must be one of ${statuses}` }];
  }
  const content = Object.entries(responses).flatMap(([code, response]) =>
    (asked.code === undefined ? code.startsWith("2") : code === String(asked.code))
      ? Object.entries(response.content ?? {})
      : [],
  );
  if (status === 404) {
    const names = content.flatMap(([, media]) => listExamples(document, media).map(([name]) => name));
    const detail = `must be one of ${[...new Set(names)].join(", ")}`;
    return [{ in: "header", field: "Prefer: example", rule: "example", detail }];
  }
  if (status === 406) {
    const types = content.map(([type]) => type).join(" or ");
    return [{ in: "header", field: "Accept", rule: "mediaType", detail: `must allow ${types}` }];
  }
  return [];
}
