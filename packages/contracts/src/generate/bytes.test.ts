import { expect, test } from "vitest";
import { typeBytes } from "./bytes.ts";

test.each([
  {
    name: "a part of a form",
    given: { type: "object", properties: { file: { description: "A file.", contentMediaType: "image/png" } } },
    expected: {
      type: "object",
      properties: {
        file: { type: "string", format: "binary", description: "A file.", contentMediaType: "image/png" },
      },
    },
  },
  {
    name: "files in an array",
    given: { type: "array", items: { contentMediaType: "application/octet-stream" } },
    expected: {
      type: "array",
      items: { type: "string", format: "binary", contentMediaType: "application/octet-stream" },
    },
  },
  {
    name: "text that stands for bytes, or for another document, is left alone",
    given: [
      { type: "string", contentEncoding: "base64", contentMediaType: "audio/wav" },
      { type: "string", contentMediaType: "application/json" },
    ],
    expected: [
      { type: "string", contentEncoding: "base64", contentMediaType: "audio/wav" },
      { type: "string", contentMediaType: "application/json" },
    ],
  },
])("$name", ({ given, expected }) => {
  const before = structuredClone(given);
  expect(typeBytes<unknown>(given)).toEqual(expected);
  expect(given).toEqual(before);
});
