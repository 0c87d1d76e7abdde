import { expect, test } from "vitest";
import { findMediaType, isJson, parseAccept, parseMediaType } from "./media-type.ts";

test.each([
  ["application/json", "application/json", {}],
  ["Text/Plain ; Charset=UTF-8", "text/plain", { charset: "UTF-8" }],
  ['multipart/form-data; boundary="a;\\"b"', "multipart/form-data", { boundary: 'a;"b' }],
  ["text/plain;", "text/plain", {}],
  ["", undefined, undefined],
  ["json", undefined, undefined],
  ["a/b/c", undefined, undefined],
  ["text/plain, text/html", undefined, undefined],
  ["text/plain; charset=a, text/html", undefined, undefined],
  ["text/plain; charset=a; charset=b", undefined, undefined],
  ["text/pl\u00e4in", undefined, undefined],
])("the media type %s", (value, essence, parameters) => {
  const parsed = parseMediaType(value);
  expect(parsed && { essence: parsed.essence, parameters: Object.fromEntries(parsed.parameters) }).toEqual(
    essence === undefined ? undefined : { essence, parameters },
  );
});

test.each([
  ["application/json", true],
  ["application/problem+json", true],
  ["text/json-lines", false],
])("%s is JSON: %s", (essence, expected) => {
  expect(isJson(essence)).toBe(expected);
});

test.each([
  [["image/*", "image/png", "*/*"], "image/png"],
  [["*/*", "image/*"], "image/*"],
  [["*/*"], "*/*"],
  [["text/plain; charset=utf-8"], undefined],
])("of %j, image/png is %s", (documented, expected) => {
  expect(findMediaType(documented, "image/png")).toBe(expected);
});

test.each([
  [null, 1],
  ["", 1],
  ["*/*", 1],
  ["text/html", 0],
  ["application/json;q=0.3", 0.3],
  ["application/*;q=0.5, */*;q=0.1", 0.5],
  ["*/*;q=0.1, application/json;q=0", 0],
  ["application/json;q=2", 0],
  ["broken, application/json;q=0.2", 0.2],
])("Accept %s wants JSON by %d", (accept, quality) => {
  expect(parseAccept(accept)("application/json")).toBe(quality);
});
