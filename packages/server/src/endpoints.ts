/** The endpoints of a contract. */

import { listOperations, type OpenApiDocument } from "@parley/contracts/document";
import { systemClock } from "./clock.ts";
import type { Contract } from "./contract.ts";
import { createEndpoint, type Endpoint } from "./endpoint.ts";
import type { Limits } from "./limits.ts";
import type { Handlers } from "./operation-types.ts";
import type { ServeOptions } from "./options.ts";
import { createSchemaReader } from "./schema.ts";
import { compileSecurity, type Verifier } from "./security.ts";

/**
 * Makes an endpoint of each operation.
 *
 * @throws Error when the parts of the contract do not belong together.
 */
export function createEndpoints<C extends Contract>(
  contract: C,
  handlers: Handlers<C>,
  { authenticate, agree, clock = systemClock, responses = "throw", toErrorEvent = () => undefined }: ServeOptions<C>,
  limits: Limits,
): Endpoint[] {
  const document = contract.document as OpenApiDocument; // its literal type is wider
  const reader = createSchemaReader(document);
  const byName = handlers as Readonly<Record<string, (context: never) => unknown>>; // keyed by operation
  return listOperations(document).map((located) => {
    const { operationId } = located.operation;
    const operation = contract.operations[operationId];
    const validators = contract.validators[operationId];
    const handler = byName[operationId];
    if (!operation || !validators || !handler) {
      throw new Error(
        `The operation ${operationId} has no ${operation ? (validators ? "handler" : "validators") : "entry"}`,
      );
    }
    return createEndpoint({
      reader,
      located,
      operation,
      validators,
      stream: contract.streams[operationId],
      schemes: contract.securitySchemes,
      authenticate: compileSecurity(operation, {
        schemes: contract.securitySchemes,
        verifiers: authenticate as Readonly<Record<string, Verifier>>, // keyed by scheme
        realm: document.info.title,
        ...(agree && { agree }),
      }),
      handler: handler as (context: object) => unknown, // its context is made of the same contract
      limits,
      clock,
      responses,
      toErrorEvent,
    });
  });
}
