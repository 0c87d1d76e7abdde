import { expect, test } from "vitest";
import { checkWorldName } from "./world-name.ts";

test.each(["a", "7", "worker-1", "x".repeat(63), "a--b"])("%j is a name", (name) => {
  expect(checkWorldName(name)).toBe(name);
});

test.each(["", "-a", "a-", "Worker", "a_b", "a.b", "../a", "a b", "é", "a\n", "x".repeat(64)])("%j is none", (name) => {
  expect(() => checkWorldName(name)).toThrow("is no name of a world: 1 to 63 small letters");
});

test("a name that is none is not shown at any length", () => {
  expect(() => checkWorldName("x".repeat(10_000))).toThrow(/^.{1,250}$/);
});
