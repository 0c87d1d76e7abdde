/** The suite of conformance, pointed at a stub of each contract whose handlers answer with its examples. */

import { checkNegative, checkPositive, listCases, loadContract } from "@parley/conformance";
import { listApis } from "@parley/contracts/bundle";
import { describe, expect, test } from "vitest";
import { serveExamples } from "./testing/example-server.ts";

describe.each(await listApis())("a server of the examples of %s", async (api) => {
  const contract = await loadContract(api);
  const { fetch, errors, openStreams } = await serveExamples(api);
  const { positive, negative, counts } = listCases(contract);
  const target = {
    baseUrl: "http://stub.example",
    fetch: (input: string | URL | Request, init?: RequestInit) => fetch(new Request(input, init)),
  };

  test(`answers ${counts.examples} examples of ${counts.statuses} statuses of ${counts.operations} operations`, async () => {
    const found: [title: string, problems: string[]][] = [];
    for (const one of positive) found.push([one.title, await checkPositive(contract, one, target)]);
    expect(found.filter(([, problems]) => problems.length > 0)).toEqual([]);
    expect({ errors, openStreams: openStreams() }).toEqual({ errors: [], openStreams: 0 });
    expect(found.length).toBe(positive.length);
  });

  test(`refuses ${counts.negatives} bad requests`, async () => {
    const found: [title: string, problems: string[]][] = [];
    for (const one of negative) found.push([one.title, await checkNegative(contract, one, target)]);
    expect(found.filter(([, problems]) => problems.length > 0)).toEqual([]);
    expect(errors).toEqual([]);
  });
});
