/** Makes the requests of an operation that are right, each for one documented answer. */

import { type LocatedOperation, listExamples } from "@parley/contracts/document";
import type { PositiveCase } from "./case-types.ts";
import type { Contract } from "./contract.ts";
import { type Credentials, listBodies, planRequest } from "./request.ts";

/** One case for each documented answer, and one for each other way to ask rightly. */
export function positiveCases(contract: Contract, located: LocatedOperation, credentials: Credentials): PositiveCase[] {
  const { operationId } = located.operation;
  const request = planRequest(contract, located, credentials);
  const answers = Object.entries(located.responses).flatMap(([status, { content = {} }]): PositiveCase[] => {
    const shared = { kind: "positive", operationId, status, request } as const;
    const media = Object.entries(content);
    if (media.length === 0) {
      return [{ ...shared, title: `${operationId} ${status}`, mediaType: undefined, example: undefined }];
    }
    return media.flatMap(([mediaType, type]): PositiveCase[] => {
      const title = `${operationId} ${status} ${mediaType}`;
      const examples = listExamples(contract.document, type);
      // Without an example the schema is all that can be checked, but it is.
      if (examples.length === 0) return [{ ...shared, title, mediaType, example: undefined }];
      return examples.map(([example]) => ({ ...shared, title: `${title} ${example}`, mediaType, example }));
    });
  });
  const success = answers.find(({ status }) => status.startsWith("2")) ?? answers.find(({ status }) => status < "4");
  if (!success) return answers;

  const others: PositiveCase[] = [];
  const add = (title: string, changed: Partial<PositiveCase>) =>
    others.push({ ...success, title: `${operationId} ${title}`, ...changed });
  for (const [index, body] of listBodies(contract, located).entries()) {
    if (index > 0) add(`takes body ${index + 1} (${body.mediaType})`, { request: { ...request, body } });
  }
  if (located.parameters.some(({ required }) => !required)) {
    const minimal = planRequest(contract, located, credentials, { isMinimal: true });
    add("takes a request without what is optional", { request: minimal });
  }
  if (located.requestBody && !located.requestBody.required) {
    add("takes a request without a body", { request: { ...request, body: undefined } });
  }
  const shown = located.security.find((requirement) => Object.keys(requirement).length > 0);
  for (const requirement of located.security) {
    if (requirement === shown) continue;
    const names = Object.keys(requirement).join(" and ");
    add(names === "" ? "takes no credentials" : `takes the credentials ${names}`, {
      request: planRequest(contract, located, credentials, { requirement }),
    });
  }
  if (located.method === "get" && !("head" in (contract.document.paths[located.path] ?? {}))) {
    add("by HEAD", { request: { ...request, method: "HEAD" }, example: undefined, isHead: true });
  }
  return [...answers, ...others];
}
