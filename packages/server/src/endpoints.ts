/** The endpoints of a contract. */

import { systemClock } from "@parley/clock";
import { listOperations, type OpenApiDocument } from "@parley/contracts/document";
import { type Contract, createSchemaReader, type Handlers } from "./contract/index.ts";
import { createEndpoint, type Endpoint } from "./endpoint.ts";
import type { ServeOptions } from "./options.ts";
import type { Limits } from "./request/index.ts";
import { compileSecurity, type Verifier } from "./security/index.ts";

/**
 * Makes an endpoint of each operation of the table; the document may have more.
 *
 * @throws Error when the parts of the contract do not belong together.
 */
export function createEndpoints<C extends Contract>(
  contract: C,
  handlers: Handlers<C>,
  {
    authenticate,
    agree,
    clock = systemClock,
    responses = "throw",
    toErrorEvent = () => undefined,
    receiveFile,
    maxBufferedBytes,
    stallTimeout,
  }: ServeOptions<C>,
  limits: Limits,
): Endpoint[] {
  const document = contract.document as OpenApiDocument; // its literal type is wider
  const reader = createSchemaReader(document);
  const byName = handlers as Readonly<Record<string, (context: never) => unknown>>; // keyed by operation
  const located = new Map(listOperations(document).map((entry) => [entry.operation.operationId, entry] as const));
  return Object.values(contract.operations).map((operation) => {
    const place = located.get(operation.id);
    const validators = contract.validators[operation.id];
    const handler = byName[operation.id];
    if (!place) throw new Error(`The document has no operation ${operation.id}`);
    if (!validators) throw new Error(`The operation ${operation.id} has no validators`);
    if (!handler) throw new Error(`The operation ${operation.id} has no handler`);
    return createEndpoint({
      reader,
      located: place,
      operation,
      validators,
      stream: contract.streams[operation.id],
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
      receiveFile,
      streamLimits: {
        ...(maxBufferedBytes !== undefined && { maxBufferedBytes }),
        ...(stallTimeout !== undefined && { stallTimeout }),
      },
      toErrorEvent,
    });
  });
}
