/** Keywords of JSON Schema 2020-12 that readers of older drafts pass over, in bodies that are served. */

import { describe, expect, test } from "vitest";
import { contract } from "./__fixtures__/keywords.ts";
import type { Contract, Handlers } from "./contract/index.ts";
import type { RequestViolation } from "./request/index.ts";
import { serve } from "./serve.ts";

let violations: readonly RequestViolation[] = [];
const take = (): object => ({ status: 204 });
const handlers = Object.fromEntries(Object.keys(contract.operations).map((name) => [name, take]));
// The types of a contract that is only known at run time are none.
const fetch = serve(contract, handlers as Handlers<Contract>, {
  authenticate: {},
  formatError: (problem) => {
    violations = problem.violations;
    return {};
  },
});

/** The status, and the rules that are broken with the fields that break them. */
async function put(name: string, body: unknown): Promise<[status: number, ...broken: string[]]> {
  violations = [];
  const { status } = await fetch(
    new Request(`http://keywords.example/${name}`, {
      method: "PUT",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    }),
  );
  return [status, ...violations.map(({ rule, pointer }) => `${rule} ${pointer}`)];
}

describe.each<[keyword: string, operation: string, rows: readonly [body: unknown, ...answer: (number | string)[]][]]>([
  [
    "prefixItems with items: false",
    "putPosition",
    [
      [[], 204],
      [[1], 204],
      [[1, "north"], 204],
      [["1"], 422, "type /0"],
      [[1, "east"], 422, "enum /1"],
      [[1, "north", 0], 422, "items "],
    ],
  ],
  [
    "dependentRequired",
    "putPayment",
    [
      [{}, 204],
      [{ address: "Home" }, 204],
      [{ card: "4111", address: "Home" }, 204],
      [{ card: "4111" }, 422, "dependentRequired /address"],
    ],
  ],
  [
    "unevaluatedProperties",
    "putPerson",
    [
      [{}, 204],
      [{ name: "Ada", age: 36 }, 204],
      [{ name: "Ada", shoe: 38 }, 422, "unevaluatedProperties /shoe"],
    ],
  ],
  [
    "unevaluatedItems",
    "putPair",
    [
      [[], 204],
      [["a"], 204],
      [[1], 422, "type /0"],
      [["a", 1], 422, "unevaluatedItems "],
    ],
  ],
])("%s", (_keyword, operation, rows) => {
  test.each(rows)("%j", async (body, ...answer) => {
    expect(await put(operation, body)).toEqual(answer);
  });
});
