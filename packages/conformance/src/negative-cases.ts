/** Makes the requests of an operation that its contract rules out, by one change each to a right one. */

import type { LocatedOperation } from "@parley/contracts/document";
import type { NegativeCase } from "./case-types.ts";
import type { Contract } from "./contract.ts";
import { type Credentials, listBodies, planRequest, type RequestPlan } from "./request.ts";
import { spoiltBodies } from "./spoilt-bodies.ts";
import { spoiltCredentials } from "./spoilt-credentials.ts";
import { spoiltParameters } from "./spoilt-parameters.ts";

/** One way to ask wrongly: the change to a right request, and the statuses of a refusal, of which those documented count. */
export interface Mistake {
  readonly title: string;
  readonly change: Partial<RequestPlan>;
  readonly statuses: readonly string[];
}

/** A right request and what it is made of. */
export interface Subject {
  readonly contract: Contract;
  readonly located: LocatedOperation;
  readonly request: RequestPlan;
  readonly credentials: Credentials;
}

/** The cases of one operation that must be refused. */
export function negativeCases(contract: Contract, located: LocatedOperation, credentials: Credentials): NegativeCase[] {
  const request = planRequest(contract, located, credentials);
  const subject: Subject = { contract, located, request, credentials };
  const toCase = ({ title, change, statuses }: Mistake, isUnrouted: boolean): NegativeCase => ({
    kind: "negative",
    title: `${located.operation.operationId} ${title}`,
    operationId: located.operation.operationId,
    request: { ...request, ...change },
    expected: isUnrouted ? statuses : statuses.filter((status) => status in located.responses),
    isUnrouted,
  });
  return [
    ...[
      ...spoiltParameters(subject),
      ...spoiltCredentials(subject),
      ...spoiltBodies(subject),
      ...wholeBodies(subject),
      ...unacceptable(subject),
    ].map((mistake) => toCase(mistake, false)),
    ...unrouted(subject).map((mistake) => toCase(mistake, true)),
  ];
}

function wholeBodies({ contract, located, request }: Subject): Mistake[] {
  const [body] = listBodies(contract, located);
  if (!body || !request.body) return [];
  const raw = (mediaType: string, text: string) => ({ body: { mediaType, value: undefined, raw: text } });
  const mistakes: Mistake[] = [];
  if (located.requestBody?.required) {
    mistakes.push({ title: "without a body", change: { body: undefined }, statuses: ["400", "415", "422"] });
  }
  mistakes.push({ title: "as text/x-unknown", change: raw("text/x-unknown", "x"), statuses: ["415", "400"] });
  if ("application/json" in (located.requestBody?.content ?? {})) {
    mistakes.push({ title: "with broken JSON", change: raw("application/json", '{"'), statuses: ["400"] });
  }
  return mistakes;
}

/** Only where the contract documents 406: elsewhere a server may send what it has (RFC 9110 section 12.5.1). */
function unacceptable({ located, request }: Subject): Mistake[] {
  if (!("406" in located.responses)) return [];
  const headers = { ...request.headers, accept: "text/x-unknown" };
  return [{ title: "for text/x-unknown", change: { headers }, statuses: ["406"] }];
}

function unrouted({ contract, located, request }: Subject): Mistake[] {
  const known = Object.keys(contract.document.paths[located.path] ?? {});
  const wrong = ["put", "delete", "patch", "post", "get"].find((method) => !known.includes(method))?.toUpperCase();
  return [
    ...(wrong ? [{ title: `by ${wrong}`, change: { method: wrong, body: undefined }, statuses: ["405"] }] : []),
    { title: "at an unknown path", change: { path: `${request.path}/parley-unknown/x` }, statuses: ["404"] },
  ];
}
