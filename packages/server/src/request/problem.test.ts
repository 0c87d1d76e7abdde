import type { Operation } from "@parley/contracts";
import { describe, expect, test } from "vitest";
import {
  type ProblemCode,
  Refusal,
  type RequestViolation,
  refuseViolations,
  statusOf,
  toRequestViolations,
} from "./problem.ts";

const violation = (place: RequestViolation["in"], pointer = ""): RequestViolation => ({
  in: place,
  pointer,
  rule: "type",
  message: "is wrong",
});

describe("the status of a refusal", () => {
  test.each<[ProblemCode, RequestViolation["in"], string[], number]>([
    ["invalid", "query", ["400"], 400],
    ["invalid", "query", ["422"], 422],
    ["invalid", "query", ["400", "422"], 422],
    ["invalid", "query", ["4XX"], 422],
    ["invalid", "query", [], 400],
    ["invalid", "path", ["404"], 404],
    ["invalid", "path", ["400", "404"], 400],
    ["malformed", "body", ["400", "422"], 400],
    ["malformed", "path", ["404"], 404],
    ["unsupported_media_type", "body", ["415"], 415],
    ["unsupported_media_type", "body", ["400"], 400],
    ["not_acceptable", "header", [], 406],
    ["too_large", "body", ["400"], 413],
    ["unauthenticated", "header", [], 401],
    ["insufficient_scope", "header", [], 403],
    ["internal", "body", [], 500],
  ])("%s in the %s where %j are declared", (code, place, declared, expected) => {
    const responses = Object.fromEntries(declared.map((status) => [status, []]));
    const operation = { responses } as Partial<Operation> as Operation; // nothing else is read
    expect(statusOf(refuseViolations([violation(place)], code), operation)).toBe(expected);
  });

  test.each<[ProblemCode, number]>([
    ["not_found", 404],
    ["method_not_allowed", 405],
    ["malformed", 400],
  ])("%s where there is no operation", (code, expected) => {
    expect(statusOf(new Refusal(code, ""), undefined)).toBe(expected);
  });
});

test("the sentence names ten fields, and cuts long ones", () => {
  const many = Array.from({ length: 12 }, (_, index) => violation("body", `/${index}`));
  const { message } = refuseViolations([violation("body", `/${"a".repeat(500)}`), ...many]);
  expect(message).toBe(
    `body /${"a".repeat(119)}... is wrong; ${Array.from({ length: 9 }, (_, index) => `body /${index} is wrong`).join("; ")}; and 3 more`,
  );
});

test("a violation names the field, the rule and the type", () => {
  const value = { a: { "b/c~d": [true] } };
  const found = toRequestViolations(
    "body",
    [
      { instancePath: "/a/b~1c~0d/0", keyword: "type", params: { type: "string" }, message: "must be string" },
      { instancePath: "/a", keyword: "required", params: { missingProperty: "x/y" }, message: "" },
      {
        instancePath: "/a",
        keyword: "dependentRequired",
        params: { property: "b", missingProperty: "z" },
        message: "",
      },
      { instancePath: "", keyword: "additionalProperties", params: { additionalProperty: "q" }, message: "" },
      { instancePath: "", keyword: "unevaluatedProperties", params: { unevaluatedProperty: "r" }, message: "" },
    ],
    value,
  );
  expect(found).toEqual([
    { in: "body", pointer: "/a/b~1c~0d/0", rule: "type", message: "must be string", type: "boolean" },
    { in: "body", pointer: "/a/x~1y", rule: "required", message: "is missing" },
    { in: "body", pointer: "/a/z", rule: "dependentRequired", message: "is missing" },
    { in: "body", pointer: "/q", rule: "additionalProperties", message: "is not allowed" },
    { in: "body", pointer: "/r", rule: "unevaluatedProperties", message: "is not allowed" },
  ]);
});
