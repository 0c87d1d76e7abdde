import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { emit } from "./emit.ts";
import { bundleGolden, goldenFolder } from "./testing.ts";

const expectedFolder = join(goldenFolder, "expected");
const document = await bundleGolden();
const files = await emit(document);

test.each(Object.keys(files))("%s has the expected text", async (name) => {
  await expect(files[name]).toMatchFileSnapshot(join(expectedFolder, name));
});

test("there are no other files", async () => {
  expect((await readdir(expectedFolder)).sort()).toEqual(Object.keys(files).sort());
});

test("the same document gives the same text", async () => {
  expect(await emit(document)).toEqual(files);
});

test("the document is not changed", async () => {
  const copy = structuredClone(document);
  await emit(copy);
  expect(copy).toEqual(document);
});
