/** `spec/` holds data only: whoever designs an API finds contracts, examples, workflows, vectors and configuration there. */

import { readdir } from "node:fs/promises";
import { join, relative, sep } from "node:path";
import { expect, test } from "vitest";
import { listApis, specFolder } from "./generate/bundle.ts";

const entries = await readdir(specFolder, { recursive: true, withFileTypes: true });
const files = entries
  .filter((entry) => !entry.isDirectory())
  .map((entry) => relative(specFolder, join(entry.parentPath, entry.name)).replaceAll(sep, "/"));
const apis = (await listApis()).join("|");

/** What may stand where. */
const places = [
  /^README\.md$/,
  /^redocly\.yaml$/,
  new RegExp(`^(?:${apis})/openapi\\.yaml$`),
  new RegExp(`^(?:${apis})/(?:paths|schemas|parameters|responses)/[a-z0-9-]+\\.yaml$`),
  // Media of any kind: what an API serves, a script among them, is data here.
  new RegExp(`^(?:${apis})/examples/[a-z0-9-]+\\.(?:json|sse|txt|csv|js|html|wav|mp3|webm|png|pdf|db)$`),
  new RegExp(`^workflows/(?:redocly\\.yaml|(?:${apis})-[a-z0-9-]+\\.arazzo\\.yaml)$`),
  /^vectors\/(?:README\.md|[a-z0-9-]+\.json)$/,
];

test("spec/ has nothing but data, each in its place", () => {
  expect(files.filter((file) => !places.some((place) => place.test(file)))).toEqual([]);
});

test.each([
  "package.json",
  "chatzy/client.ts",
  "chatzy/paths/chat.js",
  "chatzy/examples/run.ts",
  "plugin/index.js",
  "node_modules/yaml/package.json",
])("%s would be found", (file) => {
  expect(places.some((place) => place.test(file))).toBe(false);
});
