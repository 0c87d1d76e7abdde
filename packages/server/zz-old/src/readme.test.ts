/** The snippets of the readme are the files that are tested. */

import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";

const read = (file: string) => readFileSync(new URL(`../${file}`, import.meta.url), "utf8");
const snippets = [...read("README.md").matchAll(/^<!-- (\S+) -->\n```\w+\n(.*?)^```$/gms)];
const shown = Object.fromEntries(snippets.map(([, file = "", text = ""]) => [file, text]));

test("the readme shows examples as they are", () => {
  // The first line of some is for the linter.
  const files = Object.keys(shown).map((file) => [file, read(file).replace(/^\/\/ biome-ignore.*\n/, "")]);
  expect(shown).toEqual(Object.fromEntries(files));
});

test("the readme shows the smallest example and every host", () => {
  const hosts = readdirSync(new URL("../examples/hosts", import.meta.url)).filter((name) => name.endsWith(".js"));
  expect(Object.keys(shown).toSorted()).toEqual(
    [...hosts.map((name) => `examples/hosts/${name}`), "examples/smallest.ts"].toSorted(),
  );
});
