import { expect, test } from "vitest";
import { problemCode } from "./platform.ts";

test.each([
  [{ success: false, error: { message: "No", code: "NOT_FOUND" } }, "NOT_FOUND"],
  [{ error: { code: 4 } }, undefined],
  [{ error: null }, undefined],
  [{ error: "No" }, undefined],
  ["<h1>", undefined],
  [null, undefined],
  [undefined, undefined],
])("the code in %j is %s", (body, code) => {
  expect(problemCode(body)).toBe(code);
});
