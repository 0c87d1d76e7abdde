/** Requests made by chance against a server of each contract: valid ones are taken, spoilt ones refused, none breaks it. */

import { buildRequest, listCases, loadContract, type RequestPlan } from "@parley/conformance";
import { listApis } from "@parley/contracts/bundle";
import { listOperations } from "@parley/contracts/document";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { serveExamples } from "./__fixtures__/example-server.ts";
import { mutate, mutationsOf } from "./__fixtures__/fuzz-mutation.ts";
import { type FuzzSubject, generateValid, toPlan } from "./__fixtures__/fuzz-request.ts";

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
  const requests = Map.groupBy(listCases(contract).positive, ({ operationId }) => operationId);
  const subjects = listOperations(contract.document).map((located): FuzzSubject => {
    const cases = requests.get(located.operation.operationId) ?? [];
    return { contract, located, bases: [...new Set(cases.map(({ request }) => request))] };
  });
  const rows = subjects.map((subject) => [subject.located.operation.operationId, subject] as const);

  async function send(plan: RequestPlan): Promise<{ status: number; text: string; errors: unknown[] }> {
    const response = await server.fetch(await buildRequest(contract, "http://stub.example", plan));
    const text = await response.text();
    return { status: response.status, text: text.slice(0, 500), errors: server.errors.splice(0) };
  }

  test.each(rows)(`%s takes ${validPerOperation} valid requests`, { timeout }, async (_name, subject) => {
    const valid = generateValid(subject, validPerOperation);
    expect(valid.length).toBe(validPerOperation);
    for (const request of valid) {
      const plan = toPlan(subject, request);
      const { status, text, errors } = await send(plan);
      expect(errors).toEqual([]);
      expect(status, `${JSON.stringify(plan)} ${text}`).toBeLessThan(400);
    }
  });

  test.each(rows)(`%s refuses what is wrong of ${mutatedPerOperation}`, { timeout }, async (_name, subject) => {
    const valid = generateValid(subject, validPerOperation);
    let refused = 0;
    const holds = fc.asyncProperty(fc.nat(valid.length - 1), mutationsOf(subject), async (index, mutation) => {
      const request = valid[index];
      if (!request) throw new Error("There is no such request");
      const { plan, refusals } = mutate(subject, request, mutation);
      const { status, text, errors } = await send(plan);
      if (refusals.length > 0) refused += 1;
      expect(errors).toEqual([]);
      const sent = `${JSON.stringify(plan)} ${text}`;
      if (refusals.length > 0) expect(status, sent).toBeOneOf([...refusals]);
      else expect(status, sent).toBeLessThan(400);
    });
    await fc.assert(holds, { seed, numRuns: mutatedPerOperation });
    // Some operations take nearly everything; each has its address and its methods.
    expect(refused).toBeGreaterThan(mutatedPerOperation / 20);
  });

  test("no event stream is left open", () => {
    expect(server.openStreams()).toBe(0);
  });
});
