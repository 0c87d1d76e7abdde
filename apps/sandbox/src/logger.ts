/** A line for each request, with secrets masked. */

import type { Platform } from "@parley/sandbox";
import type { AnsweredRequest } from "@parley/sandbox/hosts/node";
import { describeRequest, type MaskedOperation, maskTarget } from "@parley/tooling/request-line";

/** Writes lines; a value of a query is read where the contract has its name, and the name is not that of a secret. */
export function createLogger(
  platforms: readonly Platform[],
  write: (line: string) => void,
): (request: AnsweredRequest) => void {
  const known = new Map(
    platforms.map(({ name, contract }) => [name, { path: "", parameters: parametersOf(contract) }]),
  );
  return ({ reason, target, ...request }) => {
    const operation = known.get(target.split(/[/?]/, 2)[1] ?? "");
    const line = describeRequest({ ...request, target: maskTarget(target, operation), remark: reason });
    write(`sandbox: ${line}`);
  };
}

/** All parameters that a contract has, whichever operation they belong to. */
function parametersOf({ operations }: Platform["contract"]): MaskedOperation["parameters"] {
  return Object.values(operations).flatMap(({ parameters }) => parameters);
}
