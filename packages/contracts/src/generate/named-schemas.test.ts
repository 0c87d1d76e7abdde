import { expect, test } from "vitest";
import { bundleGolden } from "./testing.ts";
import { emitTypes } from "./types.ts";

test("objects among the schemas are interfaces, so that editors show their names", async () => {
  const text = await emitTypes(await bundleGolden());
  const names = [...text.matchAll(/^export interface (\w+)/gm)].map(([, name]) => name);
  expect(names).toEqual(expect.arrayContaining(["paths", "components", "operations", "Thing"]));
  expect(text).toMatch(/^ {8}Thing: Thing;$/m);
});
