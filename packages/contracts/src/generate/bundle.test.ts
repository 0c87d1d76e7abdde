/** A bundle stands alone: copied into an empty folder it is whole, and no tool has a file or an address to open. */

import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { dereference, type ExampleObject, listOperations, type OpenApiDocument } from "../document.ts";
import { bundle, listApis, specFolder } from "./bundle.ts";
import { emitDocuments } from "./documents.ts";
import { bundleGolden, goldenFolder } from "./testing.ts";

/** Members that make a tool open something: `$ref` out of the document, and `externalValue` wherever it leads. */
function openings(value: unknown, path = "#"): string[] {
  if (Array.isArray(value)) return value.flatMap((item, index) => openings(item, `${path}/${index}`));
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, member]) => {
    const place = `${path}/${key}`;
    if (key === "$ref" && typeof member === "string") return member.startsWith("#/") ? [] : [`${place}: ${member}`];
    if (key === "externalValue" && typeof member === "string") return [`${place}: ${member}`];
    // The values of examples are data, whatever their members are called.
    return key === "value" || key === "dataValue" ? [] : openings(member, place);
  });
}

/** Examples whose bytes are a file beside the contract. */
function binaryExamples(document: OpenApiDocument): ExampleObject[] {
  const bodies = listOperations(document).flatMap(({ requestBody, responses }) => [
    ...(requestBody ? [requestBody] : []),
    ...Object.values(responses),
  ]);
  const media = bodies.flatMap(({ content = {} }) => Object.values(content));
  const examples = media.flatMap(({ examples: named = {} }) => Object.values(named));
  return examples
    .map((example) => dereference(document, example))
    .filter((example) => example["x-external-file"] !== undefined);
}

describe.each([
  { api: "golden", folder: goldenFolder, binary: 1 },
  ...(await listApis()).map((api) => ({ api, folder: join(specFolder, api), binary: 0 })),
])("$api", async ({ api, folder, binary }) => {
  const document = await (api === "golden" ? bundleGolden() : bundle(api));

  test.each(Object.entries(emitDocuments(document)))("%s opens nothing", (_name, text) => {
    expect(openings(parse(text))).toEqual([]);
  });

  test("the bytes of each binary example are in it", async () => {
    const examples = binaryExamples(document);
    expect(examples.length).toBeGreaterThanOrEqual(binary);
    for (const example of examples) {
      const bytes = await readFile(join(folder, String(example["x-external-file"])));
      expect(example.value).toBe(`data:application/octet-stream;base64,${bytes.toString("base64")}`);
    }
  });
});

test.each([
  { document: { $ref: "other.yaml#/Thing" }, found: ["#/$ref: other.yaml#/Thing"] },
  { document: { a: [{ externalValue: "a.wav" }] }, found: ["#/a/0/externalValue: a.wav"] },
  { document: { $ref: "#/a", value: { $ref: "b", externalValue: "c" } }, found: [] },
])("$document opens $found", ({ document, found }) => {
  expect(openings(document)).toEqual(found);
});
