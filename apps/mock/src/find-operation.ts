/** Finds the operation of a contract that a request line means. */

import type { LocatedOperation } from "@parley/contracts/document";

/** The operation, if path and method match one, and the methods that the path knows. */
export interface FoundOperation {
  readonly operation: LocatedOperation | undefined;
  /** Methods of the path, in upper case; empty for an unknown path. */
  readonly allow: readonly string[];
}

/** Matches a path against the templates of a contract; a template without parameters wins (OpenAPI 3.1, Paths Object). */
export function findOperation(operations: readonly LocatedOperation[], method: string, path: string): FoundOperation {
  const matching = operations.filter((operation) => matches(operation.path, path));
  const fewest = Math.min(...matching.map((operation) => parameterCount(operation.path)));
  const best = matching.filter((operation) => parameterCount(operation.path) === fewest);
  return {
    operation: best.find((operation) => operation.method === method.toLowerCase()),
    allow: best.map((operation) => operation.method.toUpperCase()),
  };
}

function parameterCount(template: string): number {
  return template.split("{").length - 1;
}

function matches(template: string, path: string): boolean {
  const wanted = template.split("/");
  const given = path.split("/");
  return (
    wanted.length === given.length &&
    wanted.every((part, index) => (part.startsWith("{") ? given[index] !== "" : part === given[index]))
  );
}
