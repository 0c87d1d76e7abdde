/** Asks the mocks for everything that the contracts document, over real HTTP. */

import {
  checkNegative,
  checkPositive,
  type KnownFailure,
  listCases,
  listUnused,
  loadContract,
} from "@parley/conformance";
import { listApis } from "@parley/contracts/bundle";
import { afterAll, describe, expect, test } from "vitest";
import { startMocks } from "./mocks.ts";

/** What Prism cannot know from a contract alone; a case that passes is to be taken off. */
const knownFailures: readonly KnownFailure[] = [
  { cases: / with unknown credentials$/, reason: "Prism takes any credential of the right scheme" },
];

const mocks = await startMocks({ only: [], portBase: 0, dynamic: false, watch: false, pace: 0, log: () => {} });
afterAll(() => mocks.close());

const contracts = await Promise.all((await listApis()).map(loadContract));

describe.each(contracts)("$name", (contract) => {
  const { positive, negative, counts } = listCases(contract);
  const target = {
    baseUrl: `http://127.0.0.1:${mocks.servers.get(contract.name)?.port}`,
    fetch,
    timeout: 60_000,
    knownFailures,
  };

  test.each(positive)("$title", async (positiveCase) => {
    expect(await checkPositive(contract, positiveCase, target)).toEqual([]);
  });

  test.each(negative)("$title", async (negativeCase) => {
    expect(await checkNegative(contract, negativeCase, target)).toEqual([]);
  });

  test("has every known failure", () => {
    expect(listUnused(knownFailures, negative)).toEqual([]);
  });

  test("covers every operation", () => {
    const asked = new Set(positive.map(({ operationId }) => operationId));
    expect(asked.size).toBe(counts.operations);
    const { operations, statuses, examples, positives, negatives } = counts;
    console.log(
      `${contract.name}: ${operations} operations, ${statuses} statuses, ${examples} examples, ` +
        `${positives} positives, ${negatives} negatives`,
    );
  });
});
