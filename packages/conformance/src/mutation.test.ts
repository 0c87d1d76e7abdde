/** The suite finds every mutation of an honest server, in every case that it touches, and reports no legal change. */

import { createManualClock } from "@parley/clock/manual";
import { describe, expect, test } from "vitest";
import { contract as fixture } from "./__fixtures__/contract.ts";
import { loadContract } from "./load.ts";
import { mutations } from "./testing/mutations/index.ts";
import { legal } from "./testing/mutations/legal.ts";
import { checkMutated, type Mutation, type Recorded, record } from "./testing/mutations/recording.ts";

interface Outcome {
  readonly applied: number;
  /** Titles of the cases that passed all the same. */
  readonly missed: string[];
  /** The first problem that was reported. */
  readonly problem: string | undefined;
}

async function run(recorded: readonly Recorded[], mutation: Mutation): Promise<Outcome> {
  let applied = 0;
  let first: string | undefined;
  const missed: string[] = [];
  for (const one of recorded) {
    const clock = createManualClock();
    const problems = await checkMutated(one, mutation, { clock, expire: () => void clock.advance(5_000) });
    if (problems === undefined) continue;
    applied += 1;
    const [problem] = problems;
    if (problem === undefined) missed.push(one.test.title);
    else first ??= `${one.test.title}: ${problem}`;
  }
  return { applied, missed, problem: first };
}

describe.each([fixture, await loadContract("xyz")])("$name", async (contract) => {
  const { recorded, problems } = await record(contract);
  const isFixture = contract === fixture;

  test("an honest server has no problem", () => {
    expect(problems).toEqual([]);
  });

  test.each(mutations)("finds $name", async (mutation) => {
    const { applied, missed } = await run(recorded, mutation);
    expect(missed).toEqual([]);
    if (isFixture) expect(applied).toBeGreaterThan(0);
  });

  test.each(legal)("leaves in peace: $name", async (change) => {
    const { applied, problem } = await run(recorded, change);
    expect(problem).toBeUndefined();
    if (isFixture) expect(applied).toBeGreaterThan(0);
  });
});
