/** Requests made by chance against a server of each contract: valid ones are taken, spoilt ones refused, none breaks it. */

import { buildRequest, listCases, loadContract, type RequestPlan } from "@parley/conformance";
import { listApis } from "@parley/contracts/bundle";
import { listOperations } from "@parley/contracts/document";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { serveExamples } from "./testing/example-server.ts";
import { mutate, mutationsOf } from "./testing/fuzz-mutation.ts";
import { type FuzzRequest, type FuzzSubject, generateValid, toPlan } from "./testing/fuzz-request.ts";

const seed = 20_260_101;
const validPerOperation = 200;
const mutatedPerOperation = 800;
const timeout = 60_000;

describe.each(await listApis())("%s", async (api) => {
  const loaded = await loadContract(api);
  const files = new Map<string, Promise<Buffer>>();
  const readExample = (name: string) => {
    const file = files.get(name) ?? loaded.readExample(name);
    files.set(name, file);
    return file;
  };
  const contract = { ...loaded, readExample };
  const server = await serveExamples(api);
  const counts = { mutated: 0, refused: 0 };
  const requests = Map.groupBy(listCases(contract).positive, ({ operationId }) => operationId);
  const rows = listOperations(contract.document).map((located) => {
    const cases = requests.get(located.operation.operationId) ?? [];
    const subject: FuzzSubject = {
      contract,
      located,
      bases: [...new Set(cases.filter(({ isHead }) => !isHead).map(({ request }) => request))],
    };
    let made: FuzzRequest[] | undefined;
    const valid = () => {
      made ??= generateValid(subject, validPerOperation);
      return made;
    };
    return [located.operation.operationId, subject, valid] as const;
  });

  /** What is wrong with the answer to a request that is refused with one of these statuses, or taken where there is none. */
  async function problemOf(plan: RequestPlan, refusals: readonly number[]): Promise<string | undefined> {
    const { status, text } = await send(plan);
    const errors = server.errors.splice(0);
    const isRight = refusals.length > 0 ? refusals.includes(status) : status < 400;
    if (isRight && errors.length === 0) return undefined;
    const expected = refusals.join(" or ") || "none of 4xx and 5xx";
    return `${status}, expected ${expected}: ${text} ${errors.join("; ")}\n${JSON.stringify(plan)}`;
  }

  async function send(plan: RequestPlan): Promise<{ status: number; text: string }> {
    const response = await server.fetch(await buildRequest(contract, "http://stub.example", plan));
    return { status: response.status, text: await response.text() };
  }

  test.each(rows)(`%s takes ${validPerOperation} valid requests`, { timeout }, async (_name, subject, valid) => {
    const problems: string[] = [];
    for (const request of valid()) {
      const problem = await problemOf(toPlan(subject, request), []);
      if (problem !== undefined) problems.push(problem);
    }
    expect({ count: valid().length, problems }).toEqual({ count: validPerOperation, problems: [] });
  });

  test.each(rows)(`%s refuses what is wrong of ${mutatedPerOperation}`, { timeout }, async (_name, subject, valid) => {
    const requests = valid();
    let refused = 0;
    const isRight = fc.asyncProperty(fc.constantFrom(...requests), mutationsOf(subject), async (request, mutation) => {
      const { plan, refusals } = mutate(subject, request, mutation);
      if (refusals.length > 0) refused += 1;
      const problem = await problemOf(plan, refusals);
      if (problem !== undefined) throw new Error(problem);
    });
    await fc.assert(isRight, { seed, numRuns: mutatedPerOperation });
    // Some operations take nearly everything; each has its address and its methods.
    expect(refused).toBeGreaterThan(mutatedPerOperation / 20);
    counts.mutated += mutatedPerOperation;
    counts.refused += refused;
  });

  test("no event stream is left open", ({ annotate }) => {
    expect(server.openStreams()).toBe(0);
    return annotate(`${counts.refused} of ${counts.mutated} mutated requests were wrong and refused`);
  });
});
