import { describe, expect, test } from "vitest";
import { getThing, listThings } from "../__fixtures__/things.ts";
import { buildUrl, mergeHeaders } from "./request-target.ts";

const base = "https://things.example/v1";

describe("query parameters", () => {
  test.each<[string, Record<string, unknown>, string]>([
    ["none", {}, ""],
    ["undefined and null are left out", { limit: undefined, tags: null }, ""],
    ["a number", { limit: 5 }, "?limit=5"],
    ["a text with reserved characters", { q: "a&b=c d+é" }, "?q=a%26b%3Dc%20d%2B%C3%A9"],
    ["an array by default", { tags: ["a", "b c"] }, "?tags=a&tags=b%20c"],
    ["an empty array", { tags: [] }, ""],
    ["an array that is not exploded", { ids: [1, 2, 3] }, "?ids=1,2,3"],
    ["an empty array that is not exploded", { ids: [] }, ""],
    ["an array with pipes", { words: ["a|b", "c"] }, "?words=a%7Cb|c"],
    ["a deep object", { filter: { "a&b": "c", d: undefined } }, "?filter[a%26b]=c"],
    ["an object by default", { sort: { by: "name", up: true } }, "?by=name&up=true"],
    ["an object that is not exploded", { flat: { by: "name", up: true } }, "?flat=by,name,up,true"],
  ])("%s", (_name, query, expected) => {
    expect(buildUrl(listThings, base, undefined, query).href).toBe(`${base}/things${expected}`);
  });

  test("stand behind those that a path has itself", () => {
    const operation = { ...listThings, path: "/things?kind=all" };
    expect(buildUrl(operation, base, undefined, { limit: 5 }).href).toBe(`${base}/things?kind=all&limit=5`);
  });
});

describe("path parameters", () => {
  test.each([
    ["a text", "one", "one"],
    ["what could be a path", "../a/b?c#d", "..%2Fa%2Fb%3Fc%23d"],
    ["what is already encoded", "%2e%2e", "%252e%252e"],
    ["three dots", "...", "..."],
    ["a number", 5, "5"],
    ["a pattern of replacement", "$&", "%24%26"],
  ])("%s", (_name, id, expected) => {
    expect(buildUrl(getThing, base, { id }, undefined).href).toBe(`${base}/things/${expected}`);
  });

  test.each([
    ["nothing", undefined],
    ["an empty text", ""],
    ["a dot", "."],
    ["two dots", ".."],
  ])("%s is refused", (_name, id) => {
    expect(() => buildUrl(getThing, base, { id }, undefined)).toThrow(
      expect.objectContaining({
        code: "invalid_parameter",
        operationId: "getThing",
        message: "getThing needs the path parameter id, other than dots",
      }),
    );
  });
});

test("a base address may end with slashes", () => {
  expect(buildUrl(listThings, `${base}//`, undefined, undefined).href).toBe(`${base}/things`);
});

describe("headers", () => {
  test("of the same name the last one counts, whatever its case", () => {
    const headers = mergeHeaders(getThing, { "X-A": "1", "x-b": 2 }, undefined, { "x-a": "3", "x-c": undefined });
    expect([...headers]).toEqual([
      ["x-a", "3"],
      ["x-b", "2"],
    ]);
  });

  test.each(["line\nbreak", "☃"])("a value that cannot be sent is not quoted: %j", (value) => {
    expect(() => mergeHeaders(getThing, { "x-secret": value })).toThrow(
      expect.objectContaining({
        code: "invalid_header",
        message: "getThing cannot send what it was given as x-secret",
      }),
    );
  });
});
