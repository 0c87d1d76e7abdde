/** With `Prefer` the sandbox answers as a mock does: everything that the contracts document. */

import {
  buildRequest,
  checkNegative,
  checkPositive,
  type KnownFailure,
  listCases,
  listUnused,
  loadContract,
} from "@parley/conformance";
import { createSandbox, platforms } from "@parley/sandbox";
import { describe, expect, test } from "vitest";

const knownFailures: readonly KnownFailure[] = [
  { cases: / with unknown credentials$/, reason: "With Prefer any credential of the right scheme is taken" },
];

const sandbox = createSandbox();
const contracts = await Promise.all(platforms.map(({ name }) => loadContract(name)));

test("every known failure is one of some contract", () => {
  const cases = contracts.flatMap((contract) => listCases(contract).negative);
  expect(listUnused(knownFailures, cases)).toEqual([]);
});

describe.each(contracts)("$name", (contract) => {
  const { positive, negative, counts } = listCases(contract);
  const target = {
    baseUrl: `http://sandbox.test/${contract.name}`,
    fetch: async (input: string | URL | Request, init?: RequestInit) => {
      const request = new Request(input, init);
      if (!request.headers.has("prefer")) request.headers.set("prefer", "code=200");
      return sandbox.fetch(request);
    },
    knownFailures,
  };

  test(`answers ${counts.examples} examples of ${counts.statuses} statuses`, async () => {
    const found: [title: string, problems: string[]][] = [];
    for (const one of positive) found.push([one.title, await checkPositive(contract, one, target)]);
    expect(found.filter(([, problems]) => problems.length > 0)).toEqual([]);
    expect(new Set(positive.map(({ operationId }) => operationId)).size).toBe(counts.operations);
  });

  test(`refuses ${counts.negatives} bad requests`, async () => {
    const found: [title: string, problems: string[]][] = [];
    for (const one of negative) found.push([one.title, await checkNegative(contract, one, target)]);
    expect(found.filter(([, problems]) => problems.length > 0)).toEqual([]);
  });

  test.each([
    ["code=418", /has no answer 418/],
    ["example=nope", /has no example nope/],
  ])("Prefer: %s is answered 404 and says why", async (prefer, message) => {
    const [first] = positive;
    if (!first) throw new Error("There is no case");
    const request = await buildRequest(contract, target.baseUrl, first.request);
    request.headers.set("prefer", prefer);
    const response = await sandbox.fetch(request);
    expect([response.status, await response.text()]).toEqual([404, expect.stringMatching(message)]);
  });
});
