/** Makes the cases of a contract: each documented answer, and each way to ask wrongly that the contract rules out. */

import type { Cases } from "./case-types.ts";
import { type Contract, operationsById } from "./contract.ts";
import { negativeCases } from "./negative-cases.ts";
import { positiveCases } from "./positive-cases.ts";
import type { Credentials } from "./request.ts";

/** Makes the cases of a contract; nothing is listed by hand. */
export function listCases(contract: Contract, credentials: Credentials = {}): Cases {
  const operations = [...operationsById(contract).values()];
  const positive = operations.flatMap((located) => positiveCases(contract, located, credentials));
  const negative = operations.flatMap((located) => negativeCases(contract, located, credentials));
  const asked = positive.filter(({ example }) => example !== undefined);
  return {
    positive,
    negative,
    counts: {
      operations: operations.length,
      statuses: new Set(positive.map(({ operationId, status }) => `${operationId} ${status}`)).size,
      examples: new Set(
        asked.map(({ operationId, status, mediaType, example }) => [operationId, status, mediaType, example].join(" ")),
      ).size,
      positives: positive.length,
      negatives: negative.length,
    },
  };
}
